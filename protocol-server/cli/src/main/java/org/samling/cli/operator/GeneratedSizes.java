package org.samling.cli.operator;

import org.samling.exchange.generate.Sizes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how large a generated library is. */
public final class GeneratedSizes {

  @Option(
      names = "--branches",
      defaultValue = "100",
      paramLabel = "N",
      description =
          "The number of branches: at least one for each tenant, at most 2000 (default: ${DEFAULT-VALUE}).")
  private int branches;

  @Option(
      names = "--patrons",
      defaultValue = "300000",
      paramLabel = "N",
      description = "The number of patrons, at most 10,000,000 (default: ${DEFAULT-VALUE}).")
  private int patrons;

  @Option(
      names = "--items",
      defaultValue = "1000000",
      paramLabel = "N",
      description =
          "The number of items, at most 50,000,000, with one title for every three (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--loans",
      defaultValue = "400000",
      paramLabel = "N",
      description =
          "The number of open loans. Loans plus a tenth of the holds must not exceed nine tenths of the items (default: ${DEFAULT-VALUE}).")
  private int loans;

  @Option(
      names = "--holds",
      defaultValue = "50000",
      paramLabel = "N",
      description =
          "The number of waiting holds, at most one for each patron. A tenth as many again have an item set aside (default: ${DEFAULT-VALUE}).")
  private int holds;

  @Option(
      names = "--skew",
      defaultValue = "0",
      paramLabel = "S",
      description =
          "How unevenly the tenants share, 0 to 2: the share of the tenant with number R goes by 1/R^S. 0: evenly; 0.8: like Denmark's municipalities (default: ${DEFAULT-VALUE}).")
  private double skew;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  GeneratedSizes() {}

  /**
   * The sizes, for so many tenants.
   *
   * @throws ParameterException if they are impossible
   */
  public Sizes of(int tenants, CommandSpec spec) {
    try {
      return new Sizes(tenants, branches, patrons, items, loans, holds, skew);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
