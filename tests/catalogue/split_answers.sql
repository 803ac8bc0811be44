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
-- mrr by plan
select plan, total(mrr) from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end group by plan;
-- customer_churn_rate by plan
select plan, avg(customer_id not in
    (select customer_id from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end))
from (select distinct plan, customer_id from subscriptions where start_date < :start and coalesce(end_date, '9999') >= :start)
group by plan;
-- follower_growth by channel
select now.channel, now.followers * 1.0 / then_.followers - 1
from (select * from followers where date = (select max(date) from followers where date <= :end)) as now
join (select * from followers where date = (select max(date) from followers where date < :start)) as then_ using (channel);
-- market_share by region
select region, (total(net_amount) - total(refund_amount))
    / (select sum(market_size) from market where market.region = sales.region and date between :start and :end)
from sales where order_date between :start and :end group by region;
-- employee_turnover_rate by department
select department, total(left_now) * 2 / (total(before) + total(now))
from staff where coalesce(contract_type, '') not in ('agency', 'intern') group by department;
-- temporary_staff_share by department
select department, total(iif(contract_type = 'agency', now * coalesce(fte, 1), 0)) / total(now * coalesce(fte, 1))
from staff group by department;
