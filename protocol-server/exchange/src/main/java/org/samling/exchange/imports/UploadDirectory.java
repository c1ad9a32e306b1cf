package org.samling.exchange.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * Where uploaded files are kept: {@code OWNER/NUMBER/file/NAME}, with rejected records in {@code
 * OWNER/NUMBER/rejects}. A file is deleted when its import has ended; after a dry run it is kept in
 * {@code OWNER/NUMBER/kept} for a while, so that the import can follow. Everything here throws
 * {@link UncheckedIOException} where the disk fails.
 *
 * @param root the directory, used by this node only
 */
record UploadDirectory(Path root) {

  private static final String COMMON = "common";
  private static final String FILE = "file";
  private static final String KEPT = "kept";
  private static final String REJECTS = "rejects";

  /**
   * The place of an import.
   *
   * @param owner the tenant that owns the records, or null for common records
   * @param number the import's number
   */
  record Place(@Nullable TenantId owner, long number) {}

  /** Creates the directory where it is missing. */
  UploadDirectory {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path of(Place place) {
    var owner = place.owner();
    return root.resolve(owner == null ? COMMON : owner.toString())
        .resolve(Long.toString(place.number()));
  }

  /** The path for a file of this name, in a directory that is created. */
  Path file(Place place, String name) throws IOException {
    return Files.createDirectories(of(place).resolve(FILE)).resolve(name);
  }

  boolean hasFile(Place place) {
    return Files.exists(of(place).resolve(FILE));
  }

  /** The directory of the reports. */
  Path rejects(Place place) {
    return of(place).resolve(REJECTS);
  }

  /** When an import whose file is gone ended. */
  Instant ended(Place place) {
    try {
      return Files.getLastModifiedTime(of(place)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the file of a finished import, and its whole directory if nothing was rejected. */
  void dropFile(Place place) {
    delete(Files.exists(rejects(place)) ? of(place).resolve(FILE) : of(place));
  }

  /** Keeps the file of a finished import for another one. */
  void keepFile(Place place) {
    try {
      Files.move(of(place).resolve(FILE), of(place).resolve(KEPT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kept file. */
  Optional<Path> kept(Place place) {
    try (var inIt = Files.list(of(place).resolve(KEPT))) {
      return inIt.findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a kept file, and its whole directory if nothing was rejected. */
  void dropKept(Place place) {
    delete(Files.exists(rejects(place)) ? of(place).resolve(KEPT) : of(place));
  }

  /** Deletes the reports. */
  void dropRejects(Place place) {
    delete(rejects(place));
  }

  /** Deletes the whole directory. */
  void drop(Place place) {
    delete(of(place));
  }

  private static void delete(Path directory) {
    if (Files.notExists(directory)) {
      return;
    }
    try (var inIt = Files.walk(directory)) {
      for (var path : inIt.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All existing places, the earliest import first. */
  List<Place> all() {
    var places = new ArrayList<Place>();
    for (var owner : in(root)) {
      var name = owner.getFileName().toString();
      if (!name.equals(COMMON) && !name.matches("\\d{1,9}")) {
        continue; // lost+found, and other things that are not ours
      }
      for (var number : in(owner)) {
        number(number)
            .map(n ->
                new Place(name.equals(COMMON) ? null : new TenantId(Integer.parseInt(name)), n))
            .ifPresent(places::add);
      }
    }
    places.sort(Comparator.comparingLong(Place::number));
    return places;
  }

  private static Optional<Long> number(Path path) {
    var text = path.getFileName().toString();
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static List<Path> in(Path directory) {
    try (var inIt = Files.list(directory)) {
      return inIt.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
