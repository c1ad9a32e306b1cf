package org.samling.exchange.imports;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.library.DiskSpace;
import org.samling.library.config.Configuration.Uploads;
import org.samling.routes.IncomingFile;
import org.samling.routes.imports.ImportUploads.Outcome.Refused;
import org.samling.routes.imports.ImportUploads.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file while it arrives: written to disk piece by piece, and never held in memory whole. */
final class Arrival {

  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

  private static final int PIECE = 64 * 1024;

  /** How many bytes may arrive before free disk space is checked again. */
  private static final long ROOM_INTERVAL = 16 * 1024 * 1024;

  private final Uploads limits;
  private final DiskSpace room;
  private final MessageDigest digest;
  private long size;

  Arrival(Uploads limits, DiskSpace room) {
    this.limits = limits;
    this.room = room;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Why a file is refused before it arrives. */
  Optional<Refused> refused(IncomingFile incoming) {
    var announced = incoming.declaredSize().orElse(0);
    if (announced > limits.limit()) {
      return Optional.of(tooLarge());
    }
    return Optional.ofNullable(withoutRoom(announced));
  }

  /** Writes a file to disk and makes it durable; or says why it is incomplete. */
  Optional<Refused> take(IncomingFile incoming, Path file) throws IOException {
    try (var in = incoming.open(limits.timeout());
        var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var piece = new byte[PIECE];
      for (var looked = 0L; ; ) {
        int read;
        try {
          read = in.read(piece);
        } catch (InterruptedIOException e) {
          return refused(
              Reason.TOO_SLOW,
              "The file did not arrive within %s (import.upload-timeout)."
                  .formatted(text(limits.timeout().toSeconds())));
        } catch (IOException e) {
          LOG.info("an upload broke off after {} bytes: {}", size, e.toString());
          return refused(Reason.BROKE_OFF, "The upload broke off.");
        }
        if (read < 0) {
          break;
        }
        size += read;
        if (size > limits.limit()) {
          return Optional.of(tooLarge());
        }
        if (size - looked >= ROOM_INTERVAL) {
          looked = size;
          var shortage = withoutRoom(0);
          if (shortage != null) {
            return Optional.of(shortage);
          }
        }
        digest.update(piece, 0, read);
        for (var rest = ByteBuffer.wrap(piece, 0, read); rest.hasRemaining(); ) {
          out.write(rest);
        }
      }
      out.force(true);
    }
    return size == 0 ? refused(Reason.EMPTY, "The file is empty.") : Optional.empty();
  }

  /** The fingerprint by which the file is recognised. */
  FilePrint print() {
    return new FilePrint(size, HexFormat.of().formatHex(digest.digest()));
  }

  private Refused tooLarge() {
    return new Refused(
        Reason.TOO_LARGE,
        "A file may have at most %d bytes (import.upload-limit): compress it, or send it in parts."
            .formatted(limits.limit()));
  }

  private @Nullable Refused withoutRoom(long more) {
    return room.bytes() >= more
        ? null
        : new Refused(
            Reason.NO_ROOM,
            "The server's disk has no room for the file: %d MB stay free for loans (import.keep-free)."
                .formatted(room.keepFree()));
  }

  private static Optional<Refused> refused(Reason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }

  private static String text(long seconds) {
    return seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
  }
}
