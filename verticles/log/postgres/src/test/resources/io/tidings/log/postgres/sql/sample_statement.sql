select 'März'
