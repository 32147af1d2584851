-- From here on commits notify; false while one is under way that will not.
select pg_try_advisory_lock(lock_space(), 64) as muted
