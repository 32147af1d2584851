package io.tidings.chaos.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The command line of a PostgreSQL server, as the server itself keeps it beside its data. */
record CommandLine(List<String> words, int port) {

  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"");

  /** Of the server that has last run there. */
  static CommandLine of(Path data) throws IOException {
    String line = Files.readString(data.resolve("postmaster.opts")).strip();
    List<String> words = new ArrayList<>();
    words.add(line.substring(0, line.indexOf(" \"")));
    ARGUMENT
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .map(CommandLine::bare)
        .forEach(words::add);
    String port = words.stream().filter(word -> word.startsWith("port=")).findFirst().orElseThrow();
    return new CommandLine(words, Integer.parseInt(port.substring("port=".length())));
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  CommandLine {
    words = List.copyOf(words);
  }

  /** Later settings win over earlier ones. */
  CommandLine with(String setting, String value) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of("-c", setting + "=" + value));
    return new CommandLine(more, port);
  }

  /** The same server on other data and another port. */
  CommandLine at(Path data, int port) {
    List<String> changed = new ArrayList<>(words);
    changed.set(changed.indexOf("-D") + 1, data.toString());
    return new CommandLine(changed, port).with("port", Integer.toString(port));
  }

  Path binaries() {
    return Path.of(words.get(0)).getParent();
  }
}
