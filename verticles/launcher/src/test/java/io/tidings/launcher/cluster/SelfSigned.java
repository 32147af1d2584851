package io.tidings.launcher.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that is its own authority, as the PEM files that a node is configured with. */
record SelfSigned(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  static SelfSigned make(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    keytool(store, name);
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey(name, PASSWORD.toCharArray());
    return new SelfSigned(
        pem(
            directory.resolve(name + ".crt"),
            "CERTIFICATE",
            keys.getCertificate(name).getEncoded()),
        pem(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()));
  }

  private static void keytool(Path store, String name) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(30, SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(new String(process.getInputStream().readAllBytes()));
    }
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }

  List<String> settings() {
    return List.of(
        "--cluster.tls-certificate=" + certificate,
        "--cluster.tls-key=" + key,
        "--cluster.tls-authority=" + certificate);
  }
}
