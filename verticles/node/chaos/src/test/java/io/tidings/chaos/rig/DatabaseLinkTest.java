package io.tidings.chaos.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.rig.DatabaseLink.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseLinkTest {

  private static final int A_WHILE_MILLIS = 300;

  private Server server;
  private DatabaseLink link;

  @BeforeEach
  void start() throws IOException {
    server = new Server("");
    link = new DatabaseLink("127.0.0.1", server.address());
  }

  @AfterEach
  void stop() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void bytes_go_there_and_back() throws IOException {
    try (Client client = new Client()) {
      assertThat(client.ask("hello")).isEqualTo("hello");
    }
  }

  @Test
  void while_it_is_cut_nothing_arrives_and_afterwards_everything_does() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.cut();
      client.say("during");
      assertThat(client.isSilent()).isTrue();
      assertThat(server.heard()).doesNotContain("during");
      link.heal();
      assertThat(client.hear()).isEqualTo("during");
    }
  }

  @Test
  void a_new_connection_is_accepted_while_it_is_cut_and_hears_nothing_until_it_is_healed()
      throws IOException {
    link.cut();
    try (Client client = new Client()) {
      client.say("hello");
      assertThat(client.isSilent()).isTrue();
      link.heal();
      assertThat(client.hear()).isEqualTo("hello");
    }
  }

  @Test
  void cut_towards_the_server_it_hears_nothing() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.cut(Direction.TO_DATABASE);
      client.say("during");
      assertThat(client.isSilent()).isTrue();
      assertThat(server.heard()).doesNotContain("during");
    }
  }

  @Test
  void cut_towards_the_client_the_server_still_hears() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.cut(Direction.FROM_DATABASE);
      client.say("during");
      await().until(() -> server.heard().contains("during"));
      assertThat(client.isSilent()).isTrue();
    }
  }

  @Test
  void slow_it_delays_each_way() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.slow(Duration.ofMillis(150), Duration.ofMillis(10));
      long asked = System.nanoTime();
      client.ask("slowly");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(290));
    }
  }

  @Test
  void reset_it_ends_what_is_open_and_takes_new_connections() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.reset();
      assertThatThrownBy(client::hear).isInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(link.connections()).isZero());
    }
    try (Client client = new Client()) {
      assertThat(client.ask("after")).isEqualTo("after");
    }
  }

  @Test
  void retargeted_it_leads_to_the_other_server_and_ends_connections_to_the_former()
      throws IOException {
    try (Server other = new Server("other ");
        Client client = new Client()) {
      client.ask("before");
      link.retarget(other.address());
      assertThatThrownBy(client::hear).isInstanceOf(IOException.class);
      try (Client next = new Client()) {
        assertThat(next.ask("after")).isEqualTo("other after");
      }
    }
  }

  @Test
  void a_client_of_a_server_that_is_not_there_is_reset() throws IOException {
    server.close();
    try (Client client = new Client()) {
      assertThatThrownBy(client::hear).isInstanceOf(IOException.class);
    }
  }

  @Test
  void closed_it_leaves_no_connection() throws IOException {
    try (Client client = new Client()) {
      client.ask("before");
      link.close();
      assertThatThrownBy(client::hear).isInstanceOf(IOException.class);
      assertThatThrownBy(Client::new).isInstanceOf(IOException.class);
    }
  }

  /** Messages of fewer than 128 bytes: a length, then text. */
  private final class Client implements AutoCloseable {

    private final Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), link.address().getPort());

    Client() throws IOException {
      socket.setSoTimeout(5_000);
    }

    String ask(String text) throws IOException {
      say(text);
      return hear();
    }

    void say(String text) throws IOException {
      write(socket, text);
    }

    String hear() throws IOException {
      return read(socket);
    }

    boolean isSilent() throws IOException {
      socket.setSoTimeout(A_WHILE_MILLIS);
      try {
        socket.getInputStream().read();
        return false;
      } catch (SocketTimeoutException silence) {
        return true;
      } finally {
        socket.setSoTimeout(5_000);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Says again what it hears, behind a prefix. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final String prefix;

    Server(String prefix) throws IOException {
      this.prefix = prefix;
      start(this::accept);
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    List<String> heard() {
      return heard;
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listener.accept();
          start(() -> echo(socket));
        }
      } catch (IOException closed) {
        // The end of the test.
      }
    }

    private void echo(Socket socket) {
      try (socket) {
        while (true) {
          String text = read(socket);
          heard.add(text);
          write(socket, prefix + text);
        }
      } catch (IOException ended) {
        // By the client.
      }
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[bytes.length + 1];
    message[0] = (byte) bytes.length;
    System.arraycopy(bytes, 0, message, 1, bytes.length);
    socket.getOutputStream().write(message);
  }

  private static String read(Socket socket) throws IOException {
    int length = socket.getInputStream().read();
    if (length < 0) {
      throw new IOException("ended");
    }
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }
}
