select pg_advisory_unlock(lock_space(), 64)
