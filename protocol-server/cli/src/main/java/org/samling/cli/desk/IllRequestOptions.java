package org.samling.cli.desk;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import picocli.CommandLine.Option;

/** The options that describe an interlibrary loan request: the title, the patron, the lenders. */
final class IllRequestOptions {

  @Option(
      names = "--lender",
      paramLabel = "L",
      description =
          "For request: the symbol of a library to ask, such as DK-716700; repeat it for several, in order.")
  @Nullable List<String> lenders;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For request: the code of the branch that handles it.")
  @Nullable String branch;

  @Option(
      names = "--as",
      paramLabel = "S",
      description =
          "For request: the symbol by which the lenders know this library (default: the branch's code).")
  @Nullable String us;

  @Option(
      names = "--patron",
      paramLabel = "P",
      description = "For request and receive: the card of the patron it is for.")
  @Nullable String patron;

  @Option(names = "--title", paramLabel = "T", description = "For request: the title.")
  private @Nullable String title;

  @Option(names = "--author", paramLabel = "A", description = "For request: the author.")
  private @Nullable String author;

  @Option(names = "--isbn", paramLabel = "N", description = "For request: the ISBN.")
  private @Nullable String isbn;

  @Option(names = "--issn", paramLabel = "N", description = "For request: the ISSN.")
  private @Nullable String issn;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "For request: the record's number in the lenders' catalogue.")
  private @Nullable String number;

  @Option(
      names = "--part",
      paramLabel = "P",
      description = "For request: the volume, issue or pages.")
  private @Nullable String part;

  @Option(names = "--copy", description = "For request: ask for a copy, not a loan.")
  private boolean isCopy;

  @Option(
      names = "--before",
      paramLabel = "D",
      description = "For request: the day by which it is needed, such as 2027-01-31.")
  @Nullable LocalDate before;

  @Option(
      names = "--barcode",
      paramLabel = "B",
      description =
          "For receive: the item's barcode (default: the lender's, or else a generated one).")
  @Nullable String barcode;

  @Option(
      names = "--due",
      paramLabel = "D",
      description =
          "For receive: the day by which the item must be back with the lender (default: the lender's due date).")
  @Nullable LocalDate due;

  @Option(
      names = "--pickup",
      paramLabel = "B",
      description =
          "For receive: the code of the pickup location (default: the branch that handles the request).")
  @Nullable String pickup;

  IllRequestOptions() {}

  /** The bibliographic description of the title. */
  Description description() {
    return Description.builder()
        .title(title)
        .author(author)
        .isbn(isbn)
        .issn(issn)
        .number(number)
        .part(part)
        .build();
  }

  /** Whether a loan or a copy is wanted. */
  InterlibraryOrder.Service service() {
    return isCopy ? InterlibraryOrder.Service.COPY : InterlibraryOrder.Service.LOAN;
  }
}
