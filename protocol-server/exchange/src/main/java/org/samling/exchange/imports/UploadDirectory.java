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
 * Where files lie that were sent in: {@code OWNER/NUMBER/file/NAME}, and what was rejected in
 * {@code OWNER/NUMBER/rejects}. A file is there as long as its import is not over; that of a dry
 * run lies in {@code OWNER/NUMBER/kept} for a while afterwards. Everything here throws {@link
 * UncheckedIOException} where the disk fails.
 *
 * @param root the directory, this node's alone
 */
record UploadDirectory(Path root) {

  private static final String COMMON = "common";
  private static final String FILE = "file";
  private static final String KEPT = "kept";
  private static final String REJECTS = "rejects";

  /**
   * The place of an import.
   *
   * @param owner the tenant whose records they are, or null for common records
   * @param number the import's number
   */
  record Place(@Nullable TenantId owner, long number) {}

  /** Makes it where it is missing. */
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

  /** Where the file of a name is to lie, in a directory that is made. */
  Path file(Place place, String name) throws IOException {
    return Files.createDirectories(of(place).resolve(FILE)).resolve(name);
  }

  boolean hasFile(Place place) {
    return Files.exists(of(place).resolve(FILE));
  }

  /** Where the reports lie. */
  Path rejects(Place place) {
    return of(place).resolve(REJECTS);
  }

  /** When an import ended whose file is gone. */
  Instant ended(Place place) {
    try {
      return Files.getLastModifiedTime(of(place)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The import is over: its file goes, and all of it where nothing was rejected. */
  void dropFile(Place place) {
    delete(Files.exists(rejects(place)) ? of(place).resolve(FILE) : of(place));
  }

  /** The import is over, and its file stays for another one. */
  void keepFile(Place place) {
    try {
      Files.move(of(place).resolve(FILE), of(place).resolve(KEPT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that stayed. */
  Optional<Path> kept(Place place) {
    try (var inIt = Files.list(of(place).resolve(KEPT))) {
      return inIt.findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that stayed goes, and all of it where nothing was rejected. */
  void dropKept(Place place) {
    delete(Files.exists(rejects(place)) ? of(place).resolve(KEPT) : of(place));
  }

  /** The reports go. */
  void dropRejects(Place place) {
    delete(rejects(place));
  }

  /** All of it goes. */
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

  /** Every place that there is, the earliest import first. */
  List<Place> all() {
    var places = new ArrayList<Place>();
    for (var owner : in(root)) {
      var name = owner.getFileName().toString();
      if (!name.equals(COMMON) && !name.matches("\\d{1,9}")) {
        continue; // lost+found, and whatever else is not ours
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
