package org.samling.operations.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.State;
import org.samling.operations.Download;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Words;
import org.samling.routes.imports.ImportUploads;

/** The reports of imports: files on the node that received what was imported. */
final class ImportReports {

  private static final String REJECTS = "rejects";
  private static final String REFUSED_ITEMS = "refused-items";
  private static final String UNDECIDED_CODINGS = "undecided-codings";

  private final ImportUploads uploads;

  ImportReports(ImportUploads uploads) {
    this.uploads = uploads;
  }

  /** What rejected records are returned as; the constants' words are the endings of file names. */
  enum RejectsFormat {
    /** A table of the reasons. */
    CSV(Download.CSV),
    /** ISO 2709. */
    MRC("application/marc"),
    /** MARCXML. */
    XML("application/xml"),
    /** MARC-in-JSON. */
    JSON("application/json"),
    /** danMARC2 in lines, for which there is no media type. */
    LIN("text/plain"),
    /** MarcEdit's mnemonic format, for which there is no media type either. */
    MRK("text/plain"),
    /** Aleph sequential. */
    SEQ("text/plain"),
    /** The bytes in which no record could be found. */
    BYTES("application/octet-stream");

    private final String mediaType;

    RejectsFormat(String mediaType) {
      this.mediaType = mediaType;
    }

    static List<String> mediaTypes() {
      return Arrays.stream(values()).map(format -> format.mediaType).distinct().toList();
    }

    private static Optional<RejectsFormat> of(String word) {
      return Arrays.stream(values()).filter(format -> Words.of(format).equals(word)).findFirst();
    }
  }

  /** The addresses of the reports that there are. */
  List<String> addresses(ImportBatch batch) {
    return uploads.reports(batch).stream()
        .map(kind -> "%s/imports/%d/%s".formatted(Operation.ROOT, batch.number(), name(kind)))
        .toList();
  }

  private static String name(String kind) {
    return switch (kind) {
      case ImportUploads.ITEMS -> REFUSED_ITEMS;
      case ImportUploads.UNDECIDED -> UNDECIDED_CODINGS;
      case "csv" -> REJECTS;
      default -> REJECTS + "." + kind;
    };
  }

  /**
   * The rejected records.
   *
   * @param format the word of a {@link RejectsFormat}
   * @throws Problem when there are none in this format, or the import has not ended
   */
  Download rejects(ImportBatch batch, String format) {
    checkEnded(batch);
    var as = RejectsFormat.of(format).orElseThrow(() -> none(batch));
    return report(batch, format, as.mediaType, REJECTS + "." + format);
  }

  /** The refused items, as a table; throws as {@link #rejects}. */
  Download refusedItems(ImportBatch batch) {
    return table(batch, ImportUploads.ITEMS, REFUSED_ITEMS);
  }

  /** The records whose coding is undecided, as a table; throws as {@link #rejects}. */
  Download undecidedCodings(ImportBatch batch) {
    return table(batch, ImportUploads.UNDECIDED, UNDECIDED_CODINGS);
  }

  private Download table(ImportBatch batch, String kind, String name) {
    checkEnded(batch);
    return report(batch, kind, Download.CSV, name + ".csv");
  }

  private static void checkEnded(ImportBatch batch) {
    if (batch.state() == State.WAITING || batch.state() == State.RUNNING) {
      throw Problem.refused(
          "Import %d is %s; its reports are available when it has ended."
              .formatted(batch.number(), Words.of(batch.state())));
    }
  }

  private Download report(ImportBatch batch, String kind, String mediaType, String name) {
    return uploads
        .report(batch, kind)
        .map(file -> new Download(file, mediaType, "import-%d-%s".formatted(batch.number(), name)))
        .orElseThrow(() -> none(batch));
  }

  private static Problem none(ImportBatch batch) {
    return Problem.unknown("Import %d has no such report here.".formatted(batch.number()));
  }
}
