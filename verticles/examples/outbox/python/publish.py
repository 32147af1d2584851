"""Places orders in a table of the shop's own, and publishes them with the same transaction.

usage: publish.py postgresql://user:password@host:port/database [orders] [workers]
needs: pip install pg8000
"""

import json
import random
import sys
import threading
from urllib.parse import unquote, urlsplit

import pg8000.dbapi

TABLE = "create table if not exists shop_order (id text primary key, changes int not null)"
CHANGE = (
    "insert into shop_order as o (id, changes) values (%s, 1)"
    " on conflict (id) do update set changes = o.changes + 1 returning changes"
)
PUBLISH = "select tidings_outbox.publish('shop.order-changed', cast(%s as jsonb), stream => %s)"


def connect(uri):
    place = urlsplit(uri)
    return pg8000.dbapi.connect(
        user=unquote(place.username),
        password=unquote(place.password or ""),
        host=place.hostname,
        port=place.port or 5432,
        database=place.path[1:],
    )


def change(connection, order):
    """One change of one order: both or neither are there afterwards."""
    cursor = connection.cursor()
    cursor.execute(CHANGE, (order,))
    number = cursor.fetchone()[0]
    payload = json.dumps({"orderId": order, "change": number})
    cursor.execute(PUBLISH, (payload, "order-" + order))
    if random.random() < 0.1:
        connection.rollback()
    else:
        connection.commit()


def work(uri, changes, orders):
    connection = connect(uri)
    for _ in range(changes):
        change(connection, f"P{random.randrange(orders)}")
    connection.close()


def main(uri, changes=1000, workers=4):
    connection = connect(uri)
    connection.cursor().execute(TABLE)
    connection.commit()
    threads = [
        threading.Thread(target=work, args=(uri, changes // workers, 20)) for _ in range(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cursor = connection.cursor()
    cursor.execute("select sum(changes) from shop_order")
    print(f"{cursor.fetchone()[0]} changes are committed, and so are as many events")
    connection.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *[int(argument) for argument in sys.argv[2:]])
