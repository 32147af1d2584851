-- $1 the name of a consumer, or null for all
select jsonb_build_object('consumers', coalesce(
  jsonb_agg(
    jsonb_build_object(
      'definition', c.definition,
      'state', case when c.pending is not null then 'CHANGING' else c.state end,
      'reason', case when c.pending is not null then c.pending ->> 'why' else c.reason end,
      'segments', s.segments,
      'retrying', h.retrying, 'dead', h.dead, 'stopped', h.stopped)
    order by c.name),
  '[]'))::text
from consumer c
cross join lateral (
  select jsonb_agg(
    jsonb_build_object(
      'slots', slots_of(s),
      'token', s.token,
      'owner', case when s.lease_until > clock_timestamp() then s.owner end,
      'lease', iso(greatest(coalesce(s.lease_until - clock_timestamp(), '0'), '0')),
      'progress', progress_of(s),
      'replay', replay_of(s),
      'handled', s.handled,
      'rate', s.rate)
    order by s.first_slot) as segments
  from segment s where s.consumer = c.name) s
cross join lateral (
  select
    count(*) filter (where h.state = 'RETRYING') as retrying,
    count(*) filter (where h.state = 'DEAD') as dead,
    count(*) filter (where h.state = 'STOPPED') as stopped
  from held_stream h where h.consumer = c.name) h
where c.name = any (
  case when $1::text is null then array(select a.name from consumer a) else array[$1] end)
