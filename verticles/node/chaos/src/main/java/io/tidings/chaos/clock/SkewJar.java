package io.tidings.chaos.clock;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/** {@link SkewAgent} as the JVM wants it, in a jar. */
public final class SkewJar {

  private static final List<String> CLASSES =
      List.of(
          "Skew",
          "SkewedClock",
          "SkewAgent",
          "SkewAgent$1",
          "Rewriting",
          "Rewriting$Calls",
          "Rewriting$Body");

  private SkewJar() {}

  /** The option by which a JVM's clock has the error that {@link #set} writes to the file. */
  public static String option(Path jar, Path file) {
    return "-javaagent:%s=%s".formatted(jar, file);
  }

  public static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", SkewAgent.class.getName());
    manifest.getMainAttributes().put(Name.CLASS_PATH, assembler().toString());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : CLASSES) {
        String path = SkewJar.class.getPackageName().replace('.', '/') + "/" + name + ".class";
        out.putNextEntry(new JarEntry(path));
        try (InputStream in = SkewJar.class.getResourceAsStream("/" + path)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static URL assembler() {
    return ClassReader.class.getProtectionDomain().getCodeSource().getLocation();
  }

  /** The error of the clocks that follow the file, which is in effect a moment later. */
  public static void set(Path file, long millis) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, Long.toString(millis));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
