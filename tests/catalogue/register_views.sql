-- What the answers over registers and balances ask again and again. `asked` holds the days of the period asked for.

create table asked (first_day, last_day, year_first, year_last, back, ago);

create view result as
select total(iif(account_category = 'revenue', now, 0)) as revenue,
    total(iif(account_category = 'revenue', year_ago, 0)) as revenue_before,
    total(iif(account_category = 'revenue' and date >= back, until_now, 0)) as revenue_of_a_year,
    total(iif(account_category = 'revenue' and date >= ago, until_now, 0)) as revenue_of_a_quarter,
    total(iif(account_category = 'other_income', now, 0)) as other_income,
    total(iif(account_category = 'cogs', now, 0)) as cogs,
    total(iif(account_category = 'depreciation', now, 0)) as depreciation,
    total(iif(account_category = 'interest', now, 0)) as interest,
    total(iif(account_category = 'tax', now, 0)) as tax,
    total(iif(running, now, 0)) as operating,
    total(iif(running, year_ago, 0)) as operating_before,
    total(iif(running and date between first_day and last_day, budget_amount, 0)) as budget,
    julianday(max(last_day)) - julianday(max(first_day)) + 1 as days
from (
    select *, iif(date between first_day and last_day, amount, 0) as now, iif(date <= last_day, amount, 0) as until_now,
        iif(date between year_first and year_last, amount, 0) as year_ago,
        account_category in ('personnel', 'sales_cost', 'marketing_cost', 'other_opex', 'depreciation') as running
    from pnl, asked);

create view sheet as
select date, total(iif(account_category = 'cash', amount, 0)) as cash,
    total(iif(account_category = 'receivables', amount, 0)) as receivables,
    total(iif(account_category = 'inventory', amount, 0)) as inventory,
    total(iif(account_category = 'other_current_assets', amount, 0)) as other_current_assets,
    total(iif(account_category = 'fixed_assets', amount, 0)) as fixed_assets,
    total(iif(account_category = 'payables', amount, 0)) as payables,
    total(iif(account_category = 'other_current_liabilities', amount, 0)) as other_current_liabilities,
    total(iif(account_category = 'equity', amount, 0)) as equity,
    total(iif(account_category in ('cash', 'receivables', 'inventory', 'other_current_assets', 'fixed_assets'), amount, 0)) as assets
from balance group by date;
create view sheet_at_end as select * from sheet where date = (select max(date) from balance, asked where date <= last_day);
create view sheet_before as select * from sheet where date = (select max(date) from balance, asked where date < first_day);
create view sheet_three_months_ago as select * from sheet where date = (select max(date) from balance, asked where date < ago);

create view stock as select date, total(stock_value) as value from inventory group by date;
create view stock_at_end as select * from stock where date = (select max(date) from inventory, asked where date <= last_day);
create view stock_before as select * from stock where date = (select max(date) from inventory, asked where date < first_day);

create view staff as
select employees.*, hire_date <= last_day and coalesce(termination_date, '9999') > last_day as now,
    hire_date < first_day and coalesce(termination_date, '9999') >= first_day as before,
    coalesce(termination_date between first_day and last_day, 0) as left_now
from employees, asked;
