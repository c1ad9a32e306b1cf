package org.samling.bench.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds installed programs. */
public final class Programs {

  private Programs() {}

  /** Finds a program on the path, or in one of these directories. */
  public static Optional<Path> find(String name, List<Path> further) {
    var onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).map(Path::of);
    return Stream.concat(onPath, further.stream())
        .map(d -> d.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
