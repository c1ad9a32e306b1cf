package org.samling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** JVMs that tests start, with the class path of their own. */
public final class ChildJvm {

  private static final Path ARCHIVES =
      TestDirectories.shared().resolve("archives-" + ProcessHandle.current().pid());

  private static final String CLASS_PATH =
      Stream.of(
              Objects.requireNonNull(System.getProperty("java.class.path"))
                  .split(System.getProperty("path.separator"), -1))
          .filter(entry -> !entry.isEmpty())
          .map(ChildJvm::jar)
          .collect(Collectors.joining(System.getProperty("path.separator")));

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> TestDirectories.delete(ARCHIVES)));
  }

  private ChildJvm() {}

  /**
   * The command for a class that many processes run, one after another: they share an archive of
   * the classes that it loads (AppCDS), which the first that ends by itself writes. That takes as
   * long as two later ones save.
   */
  public static List<String> often(Class<?> main, String... options) {
    var archived =
        new ArrayList<>(
            List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + ARCHIVES.resolve(main.getSimpleName() + ".jsa")));
    archived.addAll(List.of(options));
    return command(main, archived.toArray(String[]::new));
  }

  /**
   * A command, to which the arguments of the class are still to be added.
   *
   * @param main the class to run, of this JVM's class path
   * @param options more options for the JVM
   */
  public static List<String> command(Class<?> main, String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dsamling.test.shared=" + TestDirectories.shared(),
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
    TestCounts.CHILD_PROCESSES.add();
    return command;
  }

  /** The JVM archives classes of jars only: a directory is made one. */
  private static String jar(String entry) {
    var directory = Path.of(entry);
    if (!Files.isDirectory(directory)) {
      return entry;
    }
    try (var paths = Files.walk(directory)) {
      var jar =
          Files.createDirectories(ARCHIVES)
              .resolve(HexFormat.of().toHexDigits(entry.hashCode()) + ".jar");
      try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.setLevel(0);
        for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
          var bytes = Files.readAllBytes(path);
          var crc = new CRC32();
          crc.update(bytes);
          var zipped = new ZipEntry(directory.relativize(path).toString());
          zipped.setMethod(ZipEntry.STORED);
          zipped.setSize(bytes.length);
          zipped.setCrc(crc.getValue());
          out.putNextEntry(zipped);
          out.write(bytes);
        }
      }
      return jar.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
