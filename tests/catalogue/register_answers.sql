-- As answers.sql, over what stands, runs and is made. In force on a day: begun by then and not ended by the end of that day.
-- The day before the period is written as: begun before :start, and not ended before :start. :ago is the first day of the three
-- months that end with the period. A balance stands until the next one is drawn up.

-- active_customers.subscriptions
select count(distinct customer_id) from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end;
-- customer_retention_rate.subscriptions
select avg(customer_id in (select customer_id from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end))
from (select distinct customer_id from subscriptions where start_date < :start and coalesce(end_date, '9999') >= :start);
-- customer_churn_rate
select avg(customer_id not in (select customer_id from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end))
from (select distinct customer_id from subscriptions where start_date < :start and coalesce(end_date, '9999') >= :start);
-- customer_churn_rate.inactive
select avg(customer_id not in (select customer_id from sales where order_date between :start and :end and customer_id is not null))
from (select distinct customer_id from sales where order_date between :before and :before_end and customer_id is not null);
-- customer_churn_rate.mrr
select total(iif(customer_id in (select customer_id from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end),
    0, mrr)) / nullif(total(mrr), 0)
from subscriptions where start_date < :start and coalesce(end_date, '9999') >= :start;
-- customer_lifespan
select count(*) / nullif(total(customer_id not in
    (select customer_id from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end)), 0)
    * (julianday(:end) - julianday(:start) + 1) * 12 / 365
from (select distinct customer_id from subscriptions where start_date < :start and coalesce(end_date, '9999') >= :start);
-- mrr
select total(mrr) from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end;
-- net_revenue_retention
select (select total(mrr) from subscriptions where start_date <= :end and coalesce(end_date, '9999') > :end and customer_id in
    (select customer_id from subscriptions where start_date < :back and coalesce(end_date, '9999') >= :back)) / nullif(total(mrr), 0)
from subscriptions where start_date < :back and coalesce(end_date, '9999') >= :back;

-- average_resolution_time
select avg(julianday(resolved_at) - julianday(created_date)) * 24 from tickets where date(resolved_at) between :start and :end;
-- average_resolution_time.median
with solved as (
    select julianday(resolved_at) - julianday(created_date) as days,
        row_number() over (order by julianday(resolved_at) - julianday(created_date)) as place, count(*) over () as n
    from tickets where date(resolved_at) between :start and :end)
select avg(days) * 24 from solved where place in ((n + 1) / 2, (n + 2) / 2);
-- first_response_time
select avg(julianday(first_response_at) - julianday(created_date)) * 24 from tickets where date(created_date) between :start and :end;
-- first_response_time.median
with answered as (
    select julianday(first_response_at) - julianday(created_date) as days,
        row_number() over (order by julianday(first_response_at) - julianday(created_date)) as place, count(*) over () as n
    from tickets where date(created_date) between :start and :end and first_response_at is not null)
select avg(days) * 24 from answered where place in ((n + 1) / 2, (n + 2) / 2);
-- response_within_target_rate
select avg(coalesce(strftime('%s', first_response_at) - strftime('%s', created_date) <= 24 * 3600, 0))
from tickets where date(created_date) between :start and :end;
-- response_within_target_rate.own_target
select avg(coalesce(strftime('%s', first_response_at) - strftime('%s', created_date) <= :target_hours * 3600, 0))
from tickets where date(created_date) between :start and :end;

-- net_profit_margin
select (revenue + other_income - cogs - operating - interest - tax) / nullif(revenue, 0) from result;
-- net_profit_margin.before_tax
select (revenue + other_income - cogs - operating - interest) / nullif(revenue, 0) from result;
-- gross_margin
select (revenue - cogs) / nullif(revenue, 0) from result;
-- ebitda_margin
select (revenue + other_income - cogs - operating + depreciation) / nullif(revenue, 0) from result;
-- ebitda_margin.ordinary
select (revenue - cogs - operating + depreciation) / nullif(revenue, 0) from result;
-- operating_cost_ratio
select operating / nullif(revenue, 0) from result;
-- operating_cost_ratio.with_purchases
select (operating + cogs) / nullif(revenue, 0) from result;
-- cost_savings_rate
select 1 - operating / nullif(operating_before, 0) from result;
-- cost_savings_rate.budget
select 1 - operating / nullif(budget, 0) from result;
-- cost_savings_rate.per_revenue
select operating_before / nullif(revenue_before, 0) - operating / nullif(revenue, 0) from result;

-- current_ratio
select (cash + receivables + inventory + other_current_assets) / (payables + other_current_liabilities) from sheet_at_end;
-- quick_ratio
select (cash + receivables + other_current_assets) / (payables + other_current_liabilities) from sheet_at_end;
-- solvency_ratio
select equity / (cash + receivables + inventory + other_current_assets + fixed_assets) from sheet_at_end;
-- cash_runway
select now.cash / iif(then_.cash > now.cash, (then_.cash - now.cash) / 3, null) from sheet_at_end as now, sheet_three_months_ago as then_;
-- return_on_assets
select (revenue + other_income - cogs - operating - interest - tax) / ((opening.assets + closing.assets) / 2)
from result, sheet_before as opening, sheet_at_end as closing;
-- return_on_assets.before_interest_and_tax
select (revenue + other_income - cogs - operating) / ((opening.assets + closing.assets) / 2)
from result, sheet_before as opening, sheet_at_end as closing;
-- return_on_equity
select (revenue + other_income - cogs - operating - interest - tax) / ((opening.equity + closing.equity) / 2)
from result, sheet_before as opening, sheet_at_end as closing;
-- receivables_turnover
select revenue / ((opening.receivables + closing.receivables) / 2) * 365 / days
from result, sheet_before as opening, sheet_at_end as closing;
-- days_sales_outstanding
select receivables / nullif(revenue_of_a_year, 0) * 365 from result, sheet_at_end;
-- days_sales_outstanding.quarter
select receivables / nullif(revenue_of_a_quarter, 0) * 365 / 4 from result, sheet_at_end;
-- days_sales_outstanding.open_invoices
select (select total(gross_amount) from invoices where invoice_date <= :end and (paid_date is null or paid_date > :end))
    / nullif(total(gross_amount), 0) * 365 from invoices where invoice_date between :back and :end;
-- inventory_turnover
select cogs / ((opening.value + closing.value) / 2) * 365 / days from result, stock_before as opening, stock_at_end as closing;
-- inventory_turnover.sales_lines
select (select total(cost_amount) from sales where order_date between :start and :end)
    / ((opening.value + closing.value) / 2) * 365 / days from result, stock_before as opening, stock_at_end as closing;
-- inventory_turnover.balance_sheet
select cogs / ((opening.inventory + closing.inventory) / 2) * 365 / days
from result, sheet_before as opening, sheet_at_end as closing;
-- days_inventory_outstanding
select value / nullif((select total(amount) from pnl where account_category = 'cogs' and date between :back and :end), 0) * 365
from stock_at_end;
-- days_inventory_outstanding.sales_lines
select value / nullif((select total(cost_amount) from sales where order_date between :back and :end), 0) * 365 from stock_at_end;

-- project_cost_benefit_ratio
select total(project_benefit) / nullif(total(project_cost), 0) from projects where end_date between :start and :end;
-- project_cost_benefit_ratio.net_benefit
select total(project_benefit) - total(project_cost) from projects where end_date between :start and :end;
-- return_on_investment
select total(project_benefit) / nullif(total(project_cost), 0) - 1 from projects where start_date <= :end;

-- absenteeism_rate
select (select sum(max(0, julianday(min(coalesce(absence_end, :end), :end)) - julianday(max(absence_start, :start)) + 1)
            * coalesce(absence_pct, 1) * coalesce(fte, 1))
        from absences where coalesce(absence_type, 'sick') = 'sick')
    / sum(max(0, julianday(min(coalesce(termination_date, :end), :end)) - julianday(max(hire_date, :start)) + 1) * coalesce(fte, 1))
from employees where coalesce(contract_type, '') <> 'agency';
-- absenteeism_rate.payroll
select total(sick_days) / nullif(total(available_days), 0) from absence_totals where date between :start and :end;
-- absenteeism_rate.frequency
select (select count(*) from absences where coalesce(absence_type, 'sick') = 'sick' and absence_start between :start and :end)
    / (total(before) + total(now)) * 2 * 365 / (julianday(:end) - julianday(:start) + 1)
from staff where coalesce(contract_type, '') <> 'agency';
-- employee_turnover_rate
select total(left_now) * 2 / (total(before) + total(now)) from staff where coalesce(contract_type, '') not in ('agency', 'intern');
-- employee_turnover_rate.voluntary
select total(left_now and leave_reason = 'voluntary') * 2 / (total(before) + total(now))
from staff where coalesce(contract_type, '') not in ('agency', 'intern');
-- employee_turnover_rate.yearly
select total(left_now) * 2 / (total(before) + total(now)) * 365 / (julianday(:end) - julianday(:start) + 1)
from staff where coalesce(contract_type, '') not in ('agency', 'intern');
-- internal_mobility_rate
select total(function_start_date > hire_date and function_start_date between :start and :end) * 2 / (total(before) + total(now))
from staff where coalesce(contract_type, '') not in ('agency', 'intern');
-- internal_mobility_rate.vacancies
select total(filled_internally = 1) / nullif(count(*), 0) from vacancies where accepted_date between :start and :end;
-- training_effectiveness
select total(score_after) / nullif(total(score_before), 0) - 1 from trainings
where training_date between :start and :end and score_before is not null and score_after is not null;
-- training_effectiveness.cost_per_point
select (select total(spend) from trainings where training_date between :start and :end) / nullif(total(score_after - score_before), 0)
from trainings where training_date between :start and :end and score_before is not null and score_after is not null;
-- time_to_hire
select avg(julianday(accepted_date) - julianday(application_date)) from vacancies where accepted_date between :start and :end;
-- time_to_hire.median
with hired as (
    select julianday(accepted_date) - julianday(application_date) as days,
        row_number() over (order by julianday(accepted_date) - julianday(application_date)) as place, count(*) over () as n
    from vacancies where accepted_date between :start and :end and application_date is not null)
select avg(days) from hired where place in ((n + 1) / 2, (n + 2) / 2);
-- time_to_fill
select avg(julianday(accepted_date) - julianday(opened_date)) from vacancies where accepted_date between :start and :end;
-- time_to_fill.first_day
select avg(julianday(start_date) - julianday(opened_date)) from vacancies where accepted_date between :start and :end;
-- time_to_fill.median
with filled as (
    select julianday(accepted_date) - julianday(opened_date) as days,
        row_number() over (order by julianday(accepted_date) - julianday(opened_date)) as place, count(*) over () as n
    from vacancies where accepted_date between :start and :end)
select avg(days) from filled where place in ((n + 1) / 2, (n + 2) / 2);
-- cost_per_hire
select total(hire_cost) / nullif(count(hire_cost), 0) from vacancies where accepted_date between :start and :end;
-- temporary_staff_share
select total(iif(contract_type = 'agency', now * coalesce(fte, 1), 0)) / nullif(total(now * coalesce(fte, 1)), 0) from staff;
-- temporary_staff_share.per_permanent
select total(iif(contract_type = 'agency', now * coalesce(fte, 1), 0))
    / nullif(total(iif(contract_type = 'permanent', now * coalesce(fte, 1), 0)), 0) from staff;
-- temporary_staff_share.with_fixed_term
select total(iif(contract_type in ('agency', 'fixed_term'), now * coalesce(fte, 1), 0)) / nullif(total(now * coalesce(fte, 1)), 0)
from staff;
-- revenue_per_employee
select revenue / (select total((before + now) * coalesce(fte, 1)) / 2 from staff) from result;
-- revenue_per_employee.headcount
select revenue / (select total(before + now) / 2 from staff) from result;
-- revenue_per_employee.sales
select (total(net_amount) - total(refund_amount)) / (select total((before + now) * coalesce(fte, 1)) / 2 from staff)
from sales where order_date between :start and :end;

-- labour_productivity
select total(units_produced - units_scrapped) / nullif(total(labour_hours), 0) from production where run_end between :start and :end;
-- labour_productivity.per_fte
select total(units_produced - units_scrapped) / (select total((before + now) * coalesce(fte, 1)) / 2 from staff)
from production where run_end between :start and :end;
-- labour_productivity.revenue_per_hour
select total(net_amount) / (select sum(hours) from timesheets where date between :start and :end)
from sales where order_date between :start and :end;
-- lead_time
select avg(julianday(delivered_date) - julianday(order_date)) from fulfilment where delivered_date between :start and :end;
-- lead_time.median
with sent as (
    select julianday(delivered_date) - julianday(order_date) as days,
        row_number() over (order by julianday(delivered_date) - julianday(order_date)) as place, count(*) over () as n
    from fulfilment where delivered_date between :start and :end)
select avg(days) from sent where place in ((n + 1) / 2, (n + 2) / 2);
-- lead_time.production_run
select avg(julianday(run_end) - julianday(run_start)) from production where run_end between :start and :end;
-- lead_time.project
select avg(julianday(end_date) - julianday(start_date)) from projects where end_date between :start and :end;
-- first_pass_yield
select total(units_good_first) / nullif(total(units_produced), 0) from production where run_end between :start and :end;
-- first_pass_yield.without_rework_and_scrap
select 1 - total(units_reworked + units_scrapped) / nullif(total(units_produced), 0) from production where run_end between :start and :end;
-- machine_availability
select total(iif(machine_state = 'running', hours, 0)) / nullif(total(hours), 0)
from machine_time where date between :start and :end and machine_state <> 'planned_stop';
-- machine_availability.failures_only
select 1 - total(iif(machine_state = 'unplanned_down', hours, 0)) / nullif(total(hours), 0)
from machine_time where date between :start and :end and machine_state <> 'planned_stop';
-- order_picking_accuracy
select avg(pick_errors = 0) from fulfilment where pick_date between :start and :end and pick_errors is not null;
-- order_picking_accuracy.lines
select 1 - total(pick_errors) / nullif(total(lines_picked), 0)
from fulfilment where pick_date between :start and :end and pick_errors is not null;
-- energy_per_unit
select (select total(energy_used) from energy where date between :start and :end) / nullif(total(units_produced - units_scrapped), 0)
from production where run_end between :start and :end;
-- otif
select avg(coalesce(in_full and delivered_date <= promised_date, 0)) from fulfilment where promised_date between :start and :end;
-- billable_utilisation
select total(iif(billable, hours, 0)) / nullif(total(hours), 0) from timesheets where date between :start and :end;
-- billable_utilisation.contract_hours
select total(iif(billable, hours, 0)) / (select sum(available_days) * 8 from absence_totals where date between :start and :end)
from timesheets where date between :start and :end;
