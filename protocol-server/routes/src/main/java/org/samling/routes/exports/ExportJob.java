package org.samling.routes.exports;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.search.Query;
import org.samling.core.search.SearchScope;

/**
 * One file to be made of the catalogue.
 *
 * @param file the file, packed with gzip where its name ends with .gz; there is either all of it or
 *     what was there before
 * @param scope whose catalogue
 * @param syntax the form of the records
 * @param which which of them
 * @param changedSince only those that were added or changed at this time or later, or null
 */
public record ExportJob(
    Path file,
    SearchScope scope,
    RecordSyntax syntax,
    Which which,
    @Nullable Instant changedSince) {

  /** Which records. */
  public sealed interface Which {

    /** All. */
    record All() implements Which {}

    /** Those that the index finds. */
    record Matching(Query query) implements Which {}

    /**
     * Those with the numbers in a file in UTF-8, one a line: {@code source:number}, or a number of
     * whatever source.
     */
    record Numbered(Path numbers) implements Which {}
  }
}
