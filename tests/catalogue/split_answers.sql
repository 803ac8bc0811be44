-- Segments, asked in SQL: the segment and its value. An empty cell is the segment ''. A customer counts in one segment: that of
-- the first order in the period, for new customers the first order ever, for retention the first order in the period before.

-- revenue by region
select region, total(net_amount) - total(refund_amount) from sales where order_date between :start and :end group by 1;
-- average_order_value by channel
select coalesce(channel, ''), total(net_amount) / count(distinct order_id) from sales where order_date between :start and :end group by 1;
-- active_customers by rep
with ordered as (
    select customer_id, rep, row_number() over (partition by customer_id order by order_date, rowid) as place
    from sales_as_read
    where customer_id is not null and coalesce(order_status, '') not in ('cancelled', 'pending')
        and order_date between :start and :end)
select coalesce(rep, ''), count(*) from ordered where place = 1 group by 1;
-- new_customers by channel
with ordered as (
    select customer_id, order_date, channel, row_number() over (partition by customer_id order by order_date, rowid) as place
    from sales_as_read where customer_id is not null and coalesce(order_status, '') not in ('cancelled', 'pending'))
select coalesce(channel, ''), count(*) from ordered where place = 1 and order_date between :start and :end group by 1;
-- customer_retention_rate by region
with base as (
    select customer_id, region, row_number() over (partition by customer_id order by order_date, rowid) as place
    from sales_as_read
    where customer_id is not null and coalesce(order_status, '') not in ('cancelled', 'pending')
        and order_date between :before and :before_end)
select region, avg(customer_id in (
    select customer_id from sales where order_date between :start and :end and customer_id is not null))
from base where place = 1 group by 1;
-- win_rate by rep
select rep, avg(deal_outcome = 'won') from deals where deal_outcome in ('won', 'lost') and closed_date between :start and :end group by 1;
-- employee_satisfaction_rate by department
select department, avg(score >= case scale_max when 5 then 4 when 10 then 8 end)
from surveys where survey_type = 'esat' and score is not null and response_date between :start and :end group by 1 having count(*) >= 5;
