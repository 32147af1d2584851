"""As much of pg8000.dbapi as the example calls, by the standard library alone."""

import base64
import hashlib
import hmac
import os
import socket
import struct

INTEGERS = {20, 21, 23}


class DatabaseError(Exception):
    pass


def connect(user, password, host, port, database):
    return Connection(user, password, (host, port), database)


class Connection:
    def __init__(self, user, password, address, database):
        self._socket = socket.create_connection(address)
        self._input = self._socket.makefile("rb")
        self._in_transaction = False
        words = ["user", user, "database", database, ""]
        self._send(b"", struct.pack("!i", 196608) + b"".join(text(word) for word in words))
        self._authenticate(password)
        self._until_ready()

    def _authenticate(self, password):
        """SCRAM-SHA-256, RFC 5802."""
        self._expect(10)
        nonce = base64.b64encode(os.urandom(18)).decode()
        mine = f"n=,r={nonce}"
        first = f"n,,{mine}".encode()
        self._send(b"p", text("SCRAM-SHA-256") + struct.pack("!i", len(first)) + first)
        theirs = self._expect(11).decode()
        given = dict(part.split("=", 1) for part in theirs.split(","))
        salted = hashlib.pbkdf2_hmac(
            "sha256", password.encode(), base64.b64decode(given["s"]), int(given["i"])
        )
        last = f"c=biws,r={given['r']}"
        key = digest(salted, b"Client Key")
        signature = digest(hashlib.sha256(key).digest(), f"{mine},{theirs},{last}".encode())
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature))).decode()
        self._send(b"p", f"{last},p={proof}".encode())
        self._expect(12)
        self._expect(0)

    def _expect(self, step):
        kind, body = self._receive()
        if kind != b"R" or struct.unpack("!i", body[:4])[0] != step:
            raise DatabaseError(body.decode(errors="replace"))
        return body[4:]

    def cursor(self):
        return Cursor(self)

    def commit(self):
        self._end("commit")

    def rollback(self):
        self._end("rollback")

    def _end(self, statement):
        self._in_transaction = False
        self._run(statement, ())

    def close(self):
        self._send(b"X", b"")
        self._input.close()
        self._socket.close()

    def execute(self, statement, arguments):
        """Its rows; a transaction begins with the first statement."""
        if not self._in_transaction:
            self._run("begin", ())
            self._in_transaction = True
        return self._run(statement, arguments)

    def _run(self, statement, arguments):
        for number in range(1, len(arguments) + 1):
            statement = statement.replace("%s", f"${number}", 1)
        values = b""
        for argument in arguments:
            value = str(argument).encode()
            values += struct.pack("!i", len(value)) + value
        counted = struct.pack("!h", len(arguments))
        self._socket.sendall(
            message(b"P", text("") + text(statement) + b"\0\0")
            + message(b"B", text("") + text("") + b"\0\0" + counted + values + b"\0\0")
            + message(b"D", b"P" + text(""))
            + message(b"E", text("") + b"\0\0\0\0")
            + message(b"S", b"")
        )
        return self._until_ready()

    def _until_ready(self):
        types, rows, error = [], [], None
        kind = b""
        while kind != b"Z":
            kind, body = self._receive()
            if kind == b"T":
                types = types_of(body)
            elif kind == b"D":
                rows.append(row_of(body, types))
            elif kind == b"E":
                error = body.replace(b"\0", b" ").decode()
        if error:
            raise DatabaseError(error)
        return rows

    def _send(self, kind, body):
        self._socket.sendall(message(kind, body))

    def _receive(self):
        head = self._input.read(5)
        if len(head) < 5:
            raise DatabaseError("the server has closed the connection")
        kind, length = struct.unpack("!ci", head)
        return kind, self._input.read(length - 4)


class Cursor:
    def __init__(self, connection):
        self._connection = connection
        self._rows = iter(())

    def execute(self, statement, arguments=()):
        self._rows = iter(self._connection.execute(statement, arguments))

    def fetchone(self):
        return next(self._rows, None)


def message(kind, body):
    return kind + struct.pack("!i", len(body) + 4) + body


def text(word):
    return word.encode() + b"\0"


def digest(key, message):
    return hmac.new(key, message, "sha256").digest()


def types_of(body):
    """The type of each column, by its number in pg_type."""
    types, at = [], 2
    for _ in range(struct.unpack("!h", body[:2])[0]):
        at = body.index(b"\0", at) + 1
        types.append(struct.unpack("!i", body[at + 6 : at + 10])[0])
        at += 18
    return types


def row_of(body, types):
    row, at = [], 2
    for one in types:
        (length,) = struct.unpack("!i", body[at : at + 4])
        at += 4
        if length < 0:
            row.append(None)
            continue
        value = body[at : at + length].decode()
        at += length
        row.append(int(value) if one in INTEGERS else value)
    return row
