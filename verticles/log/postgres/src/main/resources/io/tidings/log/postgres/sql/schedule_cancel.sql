select cancel_scheduled($1::text) as state
