package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clients that ask for more than they ever read: live ones from the beginning of the log, and ones
 * that append lines and leave the answers. What these append is refused line by line: it records
 * nothing.
 */
final class SilentClients implements Fault {

  private static final int OF_EACH = 8;
  private static final int SMALL = 4 * 1024;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final String LIVE =
      """
      GET /v1/events?after=0 HTTP/1.1
      Host: node
      Accept: text/event-stream

      """;

  private static final String LINES =
      """
      POST /v1/events HTTP/1.1
      Host: node
      Content-Type: application/x-ndjson
      Transfer-Encoding: chunked

      """;

  private final List<Socket> clients = new ArrayList<>();
  private final List<Repeated> posting = new ArrayList<>();

  @Override
  public String name() {
    return "silent-clients";
  }

  @Override
  public Target target() {
    return Target.CLIENT;
  }

  @Override
  public Span span() {
    return Span.seconds(20, 40);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) throws IOException {
    for (RigNode node : rig.nodes()) {
      for (int i = 0; i < OF_EACH; i++) {
        open(node.uri(), LIVE);
        Socket client = open(node.uri(), LINES);
        posting.add(new Repeated(name(), PAUSE, () -> post(client)).start());
      }
    }
    return "%d live clients and %d posters at each node that read nothing"
        .formatted(OF_EACH, OF_EACH);
  }

  private Socket open(URI node, String request) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(SMALL);
    client.connect(new InetSocketAddress(node.getHost(), node.getPort()), 2_000);
    client
        .getOutputStream()
        .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static void post(Socket client) throws IOException {
    String lines = "{\"specversion\":\"1.0\"}\n".repeat(100);
    String chunk = "%x\r\n%s\r\n".formatted(lines.length(), lines);
    client.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void heal(Rig rig) throws IOException, InterruptedException {
    posting.forEach(Repeated::finish);
    for (Socket client : clients) {
      client.close();
    }
    for (Repeated post : posting) {
      post.end();
    }
    clients.clear();
    posting.clear();
  }
}
