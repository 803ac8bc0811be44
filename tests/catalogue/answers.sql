-- What each KPI and each of its variants is, asked of the same rows in SQL written from their meaning, not their formula.
-- :start and :end are the period; :before and :before_end the one before; :year and :year_end the same a year earlier;
-- :back is the first day of the twelve months that end with the period; :reach is the last day of the files, the only one that
-- a list of what is open today tells about. total() is 0 over nothing.

-- website_sessions
select total(sessions) from web where date between :start and :end;
-- website_users
select case count(*) when 1 then total(users) end from web where date between :start and :end;
-- page_views
select total(page_views) from web where date between :start and :end;
-- page_views.per_session
select total(page_views) / nullif(total(sessions), 0) from web where date between :start and :end;
-- organic_sessions
select total(sessions) from web where date between :start and :end and channel like 'organic%';
-- organic_sessions.share
select total(iif(channel like 'organic%', sessions, 0)) / nullif(total(sessions), 0) from web where date between :start and :end;
-- organic_revenue
select total(web_revenue) from web where date between :start and :end and channel like 'organic%';
-- website_conversion_rate
select total(converting_sessions) / nullif(total(sessions), 0) from web where date between :start and :end;
-- website_conversion_rate.purchases
select total(purchases) / nullif(total(sessions), 0) from web where date between :start and :end;
-- website_conversion_rate.visitors
select case count(*) when 1 then total(key_events) / nullif(total(users), 0) end from web where date between :start and :end;
-- website_conversions
select total(key_events) from web where date between :start and :end;
-- bounce_rate
select 1 - total(engaged_sessions) / nullif(total(sessions), 0) from web where date between :start and :end;
-- cart_abandonment_rate
select 1 - total(purchases) / nullif(total(add_to_carts), 0) from web where date between :start and :end;
-- cart_abandonment_rate.checkout
select 1 - total(purchases) / nullif(total(checkouts), 0) from web where date between :start and :end;

-- cost_per_acquisition
select total(spend) / nullif(total(conversions), 0) from ads where date between :start and :end;
-- cost_per_acquisition.new_customer
select (select total(spend) from ads where date between :start and :end) / nullif(count(*), 0)
from first_orders where day between :start and :end;
-- cost_per_lead
select total(spend) / nullif(total(leads_count), 0) from ads where date between :start and :end;
-- cost_per_lead.qualified
select (select total(spend) from ads where date between :start and :end) / nullif(count(distinct lead_id), 0)
from leads where mql_date between :start and :end;
-- cost_per_lead.all_leads
select (select total(spend) from ads where date between :start and :end) / nullif(count(distinct lead_id), 0)
from leads where created_date between :start and :end;
-- click_through_rate
select total(clicks) / nullif(total(impressions), 0) from ads where date between :start and :end;
-- roas
select total(conversion_value) / nullif(total(spend), 0) from ads where date between :start and :end;

-- social_engagements
select total(likes + comments + coalesce(shares, 0)) from social where date between :start and :end;
-- social_engagements.platform_total
select total(engagements) from social where date between :start and :end;
-- social_engagement_rate
select total(likes + comments + coalesce(shares, 0)) / nullif(total(reach), 0) from social where date between :start and :end;
-- social_engagement_rate.impressions
select total(likes + comments + coalesce(shares, 0)) / nullif(total(impressions), 0) from social where date between :start and :end;

-- email_open_rate
select total(unique_opens) / nullif(total(emails_delivered), 0) from email where date between :start and :end;
-- email_open_rate.sent_less_bounced
select total(unique_opens) / nullif(total(emails_sent - emails_bounced), 0) from email where date between :start and :end;
-- email_click_rate
select total(clicks) / nullif(total(emails_delivered), 0) from email where date between :start and :end;
-- email_click_rate.of_opens
select total(clicks) / nullif(total(unique_opens), 0) from email where date between :start and :end;
-- email_conversion_rate
select total(conversions) / nullif(total(clicks), 0) from email where date between :start and :end;
-- email_conversion_rate.delivered
select total(conversions) / nullif(total(emails_delivered), 0) from email where date between :start and :end;

-- new_leads
select count(distinct lead_id) from leads where created_date between :start and :end;
-- marketing_qualified_leads
select count(distinct lead_id) from leads where mql_date between :start and :end;
-- marketing_qualified_leads.rate
select avg(mql_date is not null) from leads where created_date between :start and :end;
-- lead_conversion_rate
select avg(converted_date is not null and julianday(converted_date) - julianday(created_date) between 0 and 90)
from leads where created_date between :start and :end;
-- lead_conversion_rate.quick
select (select count(*) from leads where converted_date between :start and :end) * 1.0 / nullif(count(*), 0)
from leads where created_date between :start and :end;

-- revenue
select total(net_amount) - total(refund_amount) from sales where order_date between :start and :end;
-- revenue.invoices
select total(net_amount) from invoices where invoice_date between :start and :end;
-- revenue.ledger
select total(amount) from pnl where account_category = 'revenue' and date between :start and :end;
-- revenue_growth
select now.amount / nullif(ago.amount, 0) - 1
from (select total(net_amount) - total(refund_amount) as amount from sales where order_date between :start and :end) as now,
     (select total(net_amount) - total(refund_amount) as amount from sales where order_date between :year and :year_end) as ago;
-- revenue_growth.previous_period
select now.amount / nullif(ago.amount, 0) - 1
from (select total(net_amount) - total(refund_amount) as amount from sales where order_date between :start and :end) as now,
     (select total(net_amount) - total(refund_amount) as amount from sales where order_date between :before and :before_end) as ago;
-- sales_profit_margin
select 1 - total(cost_amount) / nullif(total(net_amount - coalesce(refund_amount, 0)), 0)
from sales where order_date between :start and :end and cost_amount is not null;
-- new_customers
select count(*) from first_orders where day between :start and :end;
-- new_customers.growth
select total(day between :start and :end) / nullif(total(day between :before and :before_end), 0) - 1 from first_orders;
-- new_customers.crm
select count(distinct lead_id) from leads where converted_date between :start and :end;
-- active_customers
select count(distinct customer_id) from sales where order_date between :start and :end;
-- average_order_value
select total(net_amount) / nullif(count(distinct order_id), 0) from sales where order_date between :start and :end;
-- average_order_value.order_total
select avg(amount) from (
    select max(order_total) as amount from sales where order_date between :start and :end group by order_id);
-- revenue_per_sales_rep
select total(net_amount - coalesce(refund_amount, 0)) / nullif(count(distinct rep), 0)
from sales where order_date between :start and :end and rep is not null;
-- revenue_per_sales_rep.one_rep
select total(net_amount) - total(refund_amount) from sales where order_date between :start and :end;
-- revenue_per_sales_rep.won_deals
select (select total(deal_amount) from deals where deal_outcome = 'won' and closed_date between :start and :end)
    / nullif(count(distinct rep), 0)
from deals where closed_date between :start and :end;
-- cross_sell_rate
select avg(groups >= 2) from (
    select count(distinct product_category) as groups from sales where order_date between :start and :end group by order_id);
-- return_rate
select total(returned_quantity) / nullif(total(quantity), 0) from sales where order_date between :start and :end;
-- return_rate.value
select total(refund_amount) / nullif(total(net_amount), 0) from sales where order_date between :start and :end;
-- return_rate.orders
select avg(back) from (
    select max(returned_quantity > 0) as back from sales where order_date between :start and :end group by order_id);
-- purchase_frequency
select count(distinct order_id) * 1.0 / nullif(count(distinct customer_id), 0) from sales where order_date between :back and :end;
-- customer_lifetime_value
select (total(net_amount) - total(refund_amount)) / nullif(count(distinct customer_id), 0) * :margin * :lifespan_years
from sales where order_date between :back and :end;
-- customer_lifetime_value.as_revenue
select total(net_amount) / nullif(count(distinct customer_id), 0) * :lifespan_years from sales where order_date between :back and :end;
-- customer_lifetime_value.observed
select total(net_amount) / nullif(count(distinct customer_id), 0) from sales where order_date <= :end;
-- customer_retention_rate
select avg(customer_id in (select customer_id from sales where order_date between :start and :end and customer_id is not null))
from (select distinct customer_id from sales where order_date between :before and :before_end and customer_id is not null);
-- second_purchase_rate
select avg(exists (
    select 1 from sales
    where sales.customer_id = first_orders.customer_id and order_date > day and julianday(order_date) - julianday(day) <= 90))
from first_orders where day between :start and :end;

-- sales_cycle_length
select avg(julianday(closed_date) - julianday(created_date)) from deals where deal_outcome = 'won' and closed_date between :start and :end;
-- sales_cycle_length.median
with won as (
    select julianday(closed_date) - julianday(created_date) as days,
        row_number() over (order by julianday(closed_date) - julianday(created_date)) as place, count(*) over () as n
    from deals where deal_outcome = 'won' and closed_date between :start and :end and created_date is not null)
select avg(days) from won where place in ((n + 1) / 2, (n + 2) / 2);
-- win_rate
select avg(deal_outcome = 'won') from deals where deal_outcome in ('won', 'lost') and closed_date between :start and :end;
-- win_rate.value
select total(iif(deal_outcome = 'won', deal_amount, 0)) / nullif(total(deal_amount), 0)
from deals where deal_outcome in ('won', 'lost') and closed_date between :start and :end;
-- weighted_pipeline
select iif(:end >= :reach, total(deal_amount * probability), null) from deals where deal_outcome = 'open';

-- funnel_stage_conversion_rate
select total(iif(stage_order = 3, stage_count, 0)) / nullif(total(iif(stage_order = 2, stage_count, 0)), 0)
from funnel where date between :start and :end;
-- funnel_stage_conversion_rate.whole_funnel
select total(iif(stage = 'akkoord', stage_count, 0)) / nullif(total(iif(stage = 'bezoek', stage_count, 0)), 0)
from funnel where date between :start and :end;
-- funnel_stage_conversion_rate.cart_to_checkout
select total(checkouts) / nullif(total(add_to_carts), 0) from web where date between :start and :end;
-- funnel_stage_conversion_rate.checkout_to_purchase
select total(purchases) / nullif(total(checkouts), 0) from web where date between :start and :end;
-- demos_scheduled
select count(distinct activity_id) from activities
where activity_type = 'demo' and activity_status is not 'cancelled' and activity_date between :start and :end;
-- demos_scheduled.booked
select count(distinct activity_id) from activities where activity_type = 'demo' and created_date between :start and :end;

-- net_promoter_score
select 100.0 * avg(case when score >= 9 then 1 when score <= 6 then -1 else 0 end)
from surveys where survey_type = 'nps' and score is not null and response_date between :start and :end;
-- employee_net_promoter_score
select 100.0 * avg(case when score >= 9 then 1 when score <= 6 then -1 else 0 end)
from surveys where survey_type = 'enps' and score is not null and response_date between :start and :end;
-- customer_satisfaction_score
select avg(score >= case scale_max when 5 then 4 when 10 then 8 end)
from surveys where survey_type = 'csat' and score is not null and response_date between :start and :end;
-- customer_satisfaction_score.mean
select avg(score) from surveys where survey_type = 'csat' and response_date between :start and :end;
-- customer_effort_score
select avg(score) from surveys where survey_type = 'ces' and response_date between :start and :end;
-- customer_effort_score.agreeing
select avg(score in (5, 6, 7)) from surveys where survey_type = 'ces' and score is not null and response_date between :start and :end;
-- employee_satisfaction_rate
select avg(score >= case scale_max when 5 then 4 when 10 then 8 end)
from surveys where survey_type = 'esat' and score is not null and response_date between :start and :end;
-- employee_satisfaction_rate.mean
select avg(score) from surveys where survey_type = 'esat' and response_date between :start and :end;
-- employee_engagement_score
select 100.0 * avg((score - 1) / 4.0)
from surveys where survey_type = 'engagement' and score is not null and response_date between :start and :end;
-- employee_engagement_score.mean
select avg(score) from surveys where survey_type = 'engagement' and response_date between :start and :end;
-- employee_engagement_score.favourable
select avg(score in (4, 5)) from surveys where survey_type = 'engagement' and score is not null and response_date between :start and :end;

-- average_days_to_pay
select total((julianday(paid_date) - julianday(invoice_date)) * gross_amount) / nullif(total(gross_amount), 0)
from invoices where paid_date between :start and :end;
-- average_days_to_pay.late
select total((julianday(paid_date) - julianday(due_date)) * gross_amount) / nullif(total(gross_amount), 0)
from invoices where paid_date between :start and :end and due_date is not null;
-- overdue_receivables_share
select total(iif(due_date < :end, gross_amount, 0)) / nullif(total(gross_amount), 0)
from invoices where invoice_date <= :end and not coalesce(paid_date <= :end, 0);
-- overdue_receivables_share.ageing_list
select iif(:end >= :reach, total(iif(due_date < :end, open_amount, 0)) / nullif(total(open_amount), 0), null) from invoices;

-- marketing_roi
select (select total(conversion_value) from ads where date between :start and :end) * :margin / nullif(total(amount), 0) - 1
from pnl where date between :start and :end and account_category = 'marketing_cost';
-- marketing_roi.ad_spend
select total(conversion_value) * :margin / nullif(total(spend), 0) - 1 from ads where date between :start and :end;
-- follower_growth
select now.followers / nullif(then_.followers, 0) - 1
from (select total(followers) as followers from followers where date = (select max(date) from followers where date <= :end)) as now,
     (select total(followers) as followers from followers where date = (select max(date) from followers where date < :start)) as then_;
-- social_engagement_rate.followers
select total(likes + comments + coalesce(shares, 0))
    / (select sum(followers) from followers where date = (select max(date) from followers where date <= :end))
from social where date between :start and :end;
-- customer_acquisition_cost
select total(amount) / nullif((select count(*) from first_orders where day between :start and :end), 0)
from pnl where date between :start and :end and account_category in ('sales_cost', 'marketing_cost');
-- customer_acquisition_cost.cost_before
select total(amount) / nullif((select count(*) from first_orders where day between :start and :end), 0)
from pnl where date between :before and :before_end and account_category in ('sales_cost', 'marketing_cost');
-- customer_acquisition_cost.ad_spend
select total(spend) / nullif((select count(*) from first_orders where day between :start and :end), 0)
from ads where date between :start and :end;
-- customer_lifetime_value.subscription
select sum(mrr) * 1.0 / count(distinct customer_id) * :margin / :monthly_churn
from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end;
-- cac_payback_period
select spent / nullif(newcomers, 0) / (paying * :margin)
from (select total(amount) as spent from pnl
      where date between :start and :end and account_category in ('sales_cost', 'marketing_cost')),
     (select count(*) as newcomers from (select min(start_date) as day from subscriptions group by customer_id)
      where day between :start and :end),
     (select sum(mrr) * 1.0 / count(distinct customer_id) as paying
      from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end);
-- cac_payback_period.shop
select spent / nullif(newcomers, 0) / (yearly * :margin / 12)
from (select total(amount) as spent from pnl
      where date between :start and :end and account_category in ('sales_cost', 'marketing_cost')),
     (select count(*) as newcomers from first_orders where day between :start and :end),
     (select total(net_amount) / count(distinct customer_id) as yearly from sales where order_date between :back and :end);
-- ltv_cac_ratio
select worth * :margin * :lifespan_years / (spent / newcomers)
from (select (total(net_amount) - total(refund_amount)) / count(distinct customer_id) as worth
      from sales where order_date between :back and :end),
     (select total(amount) as spent from pnl
      where date between :back and :end and account_category in ('sales_cost', 'marketing_cost')),
     (select count(*) as newcomers from first_orders where day between :back and :end);
-- ltv_cac_ratio.ad_spend
select worth * :margin * :lifespan_years / (spent / newcomers)
from (select (total(net_amount) - total(refund_amount)) / count(distinct customer_id) as worth
      from sales where order_date between :back and :end),
     (select total(spend) as spent from ads where date between :back and :end),
     (select count(*) as newcomers from first_orders where day between :back and :end);
-- market_share
select (total(net_amount) - total(refund_amount)) / (select sum(market_size) from market where date between :start and :end)
from sales where order_date between :start and :end;
