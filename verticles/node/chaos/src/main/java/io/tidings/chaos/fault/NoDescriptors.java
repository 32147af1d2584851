package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One node has as many files and sockets open as it may. */
final class NoDescriptors implements Fault {

  private static final int CLIENTS = 64;

  private final List<Socket> clients = new ArrayList<>();
  private long pid;
  private String former;

  @Override
  public String name() {
    return "no-descriptors";
  }

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public Span span() {
    return Span.seconds(8, 15);
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prlimit")));
    return there ? Optional.empty() : Optional.of("there is no program 'prlimit'");
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) throws IOException, InterruptedException {
    RigNode node = Nodes.any(rig, random);
    pid = node.pid();
    former = limit("--nofile", "--output", "SOFT", "--noheadings").strip();
    int limit = highest() + 1;
    limit("--nofile=" + limit + ":");
    InetSocketAddress address = new InetSocketAddress(node.uri().getHost(), node.uri().getPort());
    for (int i = 0; i < CLIENTS; i++) {
      Socket client = new Socket();
      clients.add(client);
      client.connect(address, 1_000);
    }
    return "%s may open no more than its %d files and sockets".formatted(node, limit);
  }

  private int highest() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.mapToInt(fd -> Integer.parseInt(fd.getFileName().toString())).max().orElse(0);
    }
  }

  private String limit(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("prlimit", "--pid", Long.toString(pid)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }

  @Override
  public void heal(Rig rig) throws IOException, InterruptedException {
    for (Socket client : clients) {
      client.close();
    }
    clients.clear();
    if (former != null && ProcessHandle.of(pid).isPresent()) {
      limit("--nofile=" + former + ":");
    }
    former = null;
    rig.revive();
  }
}
