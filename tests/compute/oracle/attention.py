"""Visits, funnels, newsletters and posts: what draws people's attention."""

from tests.compute.oracle.reckon import balance, being, growth, less, over, plus, total

STAGE, LAST_STAGE = 2, 4
ORGANIC = being("channel", "organic", "organic search", "organisch", "google / organic")


def web(role):
    return lambda at: total(at, "web", role)


def email(role):
    return lambda at: total(at, "email", role)


def share(top, bottom):
    return lambda at: over(top(at), bottom(at))


def lost(before, after):
    """What is left behind between two steps, as a share of the first."""
    return lambda at: over(less(before(at), after(at)), before(at))


def organic(at):
    return total(at, "web", "sessions", ORGANIC)


def responses(at):
    return plus(*(total(at, "social", role) for role in ("likes", "comments", "shares")))


def followers(at):
    return balance(at, "followers", "followers")


def entered(stage):
    return lambda at: total(at, "funnel", "stage_count", lambda row: row["stage_order"] == stage)


def arrived(at):
    return less(total(at, "email", "emails_sent"), total(at, "email", "emails_bounced"))


SESSIONS, CARTS, CHECKOUTS, PURCHASES = map(web, ("sessions", "add_to_carts", "checkouts", "purchases"))
OPENS, DELIVERED, CLICKS = map(email, ("unique_opens", "emails_delivered", "clicks"))
ATTENTION = {
    "website_sessions": SESSIONS,
    "website_users": web("users"),
    "page_views": web("page_views"),
    "page_views:per_session": share(web("page_views"), SESSIONS),
    "organic_sessions": organic,
    "organic_sessions:share": share(organic, SESSIONS),
    "organic_revenue": lambda at: total(at, "web", "web_revenue", ORGANIC),
    "website_conversion_rate": share(web("converting_sessions"), SESSIONS),
    "website_conversion_rate:purchases": share(PURCHASES, SESSIONS),
    "website_conversion_rate:visitors": share(web("key_events"), web("users")),
    "website_conversions": web("key_events"),
    "bounce_rate": lost(SESSIONS, web("engaged_sessions")),
    "cart_abandonment_rate": lost(CARTS, PURCHASES),
    "cart_abandonment_rate:checkout": lost(CHECKOUTS, PURCHASES),
    "funnel_stage_conversion_rate": share(entered(STAGE + 1), entered(STAGE)),
    "funnel_stage_conversion_rate:cart_to_checkout": share(CHECKOUTS, CARTS),
    "funnel_stage_conversion_rate:checkout_to_purchase": share(PURCHASES, CHECKOUTS),
    "funnel_stage_conversion_rate:whole_funnel": share(entered(LAST_STAGE), entered(1)),
    "social_engagements": responses,
    "social_engagements:platform_total": lambda at: total(at, "social", "engagements"),
    "social_engagement_rate": share(responses, lambda at: total(at, "social", "reach")),
    "social_engagement_rate:impressions": share(responses, lambda at: total(at, "social", "impressions")),
    "social_engagement_rate:followers": share(responses, followers),
    "follower_growth": lambda at: growth(followers(at), followers(at.opening)),
    "email_open_rate": share(OPENS, DELIVERED),
    "email_open_rate:sent_less_bounced": share(OPENS, arrived),
    "email_click_rate": share(CLICKS, DELIVERED),
    "email_click_rate:of_opens": share(CLICKS, OPENS),
    "email_conversion_rate": share(email("conversions"), CLICKS),
    "email_conversion_rate:delivered": share(email("conversions"), DELIVERED),
}
