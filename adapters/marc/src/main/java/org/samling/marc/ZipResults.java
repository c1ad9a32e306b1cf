package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordReader.Undecoded;

/**
 * Reads the files in a zip archive, one after another. Each has a format of its own; files that
 * only one operating system uses are skipped.
 */
final class ZipResults implements Results {

  private final ZipInputStream zip;
  private final Opening opening;
  private @Nullable Results current;
  private String name = "";

  /** Opens one of the archived files. */
  @FunctionalInterface
  interface Opening {
    Results open(InputStream file) throws IOException;
  }

  ZipResults(InputStream in, Opening opening) {
    this.zip = new ZipInputStream(in);
    this.opening = opening;
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    var record = nextUndecoded();
    return record == null ? null : record.decode();
  }

  @Override
  public @Nullable Undecoded nextUndecoded() throws IOException {
    while (true) {
      var record = current == null ? null : current.nextUndecoded();
      if (record != null) {
        return new Packed(record, name);
      }
      var entry = zip.getNextEntry();
      if (entry == null) {
        return null;
      }
      name = entry.getName();
      current = isFile(entry) ? opening.open(zip) : null;
    }
  }

  /** A record of one of the files. */
  private record Packed(Undecoded record, String file) implements Undecoded {

    @Override
    public int ordinal() {
      return record.ordinal();
    }

    @Override
    public int size() {
      return record.size();
    }

    @Override
    public ReadResult decode() {
      var result = record.decode();
      return result instanceof ReadResult.Rejected rejected
          ? ResultFactory.within(file, rejected)
          : result;
    }
  }

  private static boolean isFile(ZipEntry entry) {
    var path = "/" + entry.getName();
    return !entry.isDirectory() && !path.contains("/.") && !path.startsWith("/__MACOSX/");
  }
}
