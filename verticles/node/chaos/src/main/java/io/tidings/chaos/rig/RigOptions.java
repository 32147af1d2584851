package io.tidings.chaos.rig;

import io.tidings.chaos.process.Jar;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rig is made of. Start from {@link #in}.
 *
 * @param directory of the run, below which everything is kept; made if it is missing
 * @param nodes how many
 * @param heapMegabytes of each node
 * @param classPath of the nodes, behind their jar: of the verticles, say
 * @param verticles that every node runs beside the roles of its jar; class names
 * @param jvmOptions of every node
 * @param settings of every node, as on its command line
 * @param isolation whether the nodes have networks of their own
 */
public record RigOptions(
    Path directory,
    int nodes,
    int heapMegabytes,
    List<Path> classPath,
    List<String> verticles,
    List<String> jvmOptions,
    List<String> settings,
    Isolation isolation) {

  private static final int NODES = 3;
  private static final int HEAP_MEGABYTES = 192;

  public RigOptions {
    directory = directory.toAbsolutePath();
    classPath = List.copyOf(classPath);
    verticles = List.copyOf(verticles);
    jvmOptions = List.copyOf(jvmOptions);
    settings = List.copyOf(settings);
  }

  public static RigOptions in(Path directory) {
    return new RigOptions(
        directory,
        NODES,
        HEAP_MEGABYTES,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Isolation.ofThisProcess());
  }

  public RigOptions withNodes(int nodes) {
    return new RigOptions(
        directory, nodes, heapMegabytes, classPath, verticles, jvmOptions, settings, isolation);
  }

  public RigOptions withHeapMegabytes(int heapMegabytes) {
    return new RigOptions(
        directory, nodes, heapMegabytes, classPath, verticles, jvmOptions, settings, isolation);
  }

  /** These verticles, and where their classes are. */
  public RigOptions withVerticles(List<Path> classPath, List<String> verticles) {
    return new RigOptions(
        directory, nodes, heapMegabytes, classPath, verticles, jvmOptions, settings, isolation);
  }

  public RigOptions withJvmOptions(List<String> jvmOptions) {
    return new RigOptions(
        directory, nodes, heapMegabytes, classPath, verticles, jvmOptions, settings, isolation);
  }

  public RigOptions withSettings(List<String> settings) {
    return new RigOptions(
        directory, nodes, heapMegabytes, classPath, verticles, jvmOptions, settings, isolation);
  }

  /** The jar of the node, the harness's own classes, and what the caller adds. */
  String nodeClassPath() {
    String harness = RigOptions.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return Stream.concat(
            Stream.of(Jar.NODE.path(), harness), classPath.stream().map(Path::toString))
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
