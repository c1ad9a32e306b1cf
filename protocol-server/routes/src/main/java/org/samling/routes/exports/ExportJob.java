package org.samling.routes.exports;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.search.Query;
import org.samling.core.search.SearchScope;

/**
 * One file to be exported from the catalogue.
 *
 * @param file the file, gzip-compressed where its name ends with .gz; it is replaced only once the
 *     export is complete
 * @param scope whose catalogue
 * @param syntax the form of the records
 * @param which which records
 * @param changedSince only records that were added or changed at this time or later, or null for
 *     all
 */
public record ExportJob(
    Path file,
    SearchScope.OfCatalogue scope,
    RecordSyntax syntax,
    Selection which,
    @Nullable Instant changedSince) {

  /** Which records. */
  public sealed interface Selection {

    /** All. */
    record All() implements Selection {}

    /** Those that the index finds. */
    record Matching(Query query) implements Selection {}

    /**
     * Those with the numbers in a UTF-8 file, one a line: {@code source:number}, or a number of any
     * source.
     */
    record Numbered(Path numbers) implements Selection {}
  }
}
