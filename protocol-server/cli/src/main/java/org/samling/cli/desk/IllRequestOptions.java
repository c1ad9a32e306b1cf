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
          "For request: the symbol of a library that is asked, such as DK-716700; more than once, in order.")
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
          "For request: by which symbol the lenders know this library (default: the branch's code).")
  @Nullable String us;

  @Option(
      names = "--patron",
      paramLabel = "P",
      description = "For request and receive: the card of the patron for whom it is.")
  @Nullable String patron;

  @Option(names = "--title", paramLabel = "T", description = "For request: the title.")
  private @Nullable String title;

  @Option(names = "--author", paramLabel = "A", description = "For request: who wrote it.")
  private @Nullable String author;

  @Option(names = "--isbn", paramLabel = "N", description = "For request: its ISBN.")
  private @Nullable String isbn;

  @Option(names = "--issn", paramLabel = "N", description = "For request: its ISSN.")
  private @Nullable String issn;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "For request: the number of its record in the lenders' catalogue.")
  private @Nullable String number;

  @Option(
      names = "--part",
      paramLabel = "P",
      description = "For request: which volume, issue or pages.")
  private @Nullable String part;

  @Option(names = "--copy", description = "For request: a copy is wanted, not a loan.")
  private boolean isCopy;

  @Option(
      names = "--before",
      paramLabel = "D",
      description = "For request: the last day on which it is of use, 2027-01-31.")
  @Nullable LocalDate before;

  @Option(
      names = "--barcode",
      paramLabel = "B",
      description =
          "For receive: what is printed on the item (default: what the lender said, or else one is made).")
  @Nullable String barcode;

  @Option(
      names = "--due",
      paramLabel = "D",
      description =
          "For receive: the day on which the item has to be back with the lender (default: what the lender said).")
  @Nullable LocalDate due;

  @Option(
      names = "--pickup",
      paramLabel = "B",
      description =
          "For receive: the code of the branch where it will be fetched (default: the branch that handles it).")
  @Nullable String pickup;

  IllRequestOptions() {}

  /** The bibliographic description of the title. */
  Description description() {
    return new Description(title, author, null, isbn, issn, number, part);
  }

  /** Whether a loan or a copy is wanted. */
  InterlibraryOrder.Service service() {
    return isCopy ? InterlibraryOrder.Service.COPY : InterlibraryOrder.Service.LOAN;
  }
}
