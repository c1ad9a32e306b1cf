package org.samling.routes.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.samling.core.imports.ImportBatch.FilePrint;

/** Computes the fingerprints by which files are recognised. */
final class FileFingerprints {

  private FileFingerprints() {}

  /** Whether a file can be read again, unlike a pipe. */
  static boolean isLasting(Path file) {
    return Files.isRegularFile(file);
  }

  /**
   * The fingerprint of a file, which is read once for it; that of an empty file where it can't be
   * read again.
   *
   * @throws IOException when it can't be read
   */
  static FilePrint of(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var size =
          isLasting(file) || Files.notExists(file)
              ? Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest))
              : 0;
      return new FilePrint(size, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
