package org.samling.cli.operator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.ProgressDisplay;
import org.samling.cli.common.TenantCommand;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.Mapping;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A step of a cutover: it reads an export by a mapping. */
abstract class CutoverStep extends TenantCommand {

  @Parameters(
      index = "0",
      paramLabel = "MAPPING.yaml",
      description = "The mapping that describes how to read the export.")
  private Path mapping;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = "The directory of the export (default: that of the mapping).")
  private @Nullable Path files;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "cutover-report",
      description =
          "The directory for the lists of rejected rows and differences (default: ${DEFAULT-VALUE}).")
  private Path reports;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  CutoverStep() {}

  /** The directory for lists. */
  Path reports() {
    return reports;
  }

  /** What a cutover writes to and asks. */
  static Cutover.Ports ports(PostgresStore store) {
    return new Cutover.Ports(
        store.patronRegister(),
        store.itemRegister(),
        store.catalogue(),
        new MarcRecordMaker(),
        store,
        store.cutoverInquiries(),
        store.noticeContacts(),
        store.pastLoans());
  }

  @Override
  protected final int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var beside = mapping.toAbsolutePath().getParent();
    var read = Mapping.read(mapping, files != null ? files : beside == null ? mapping : beside);
    var out = spec.commandLine().getOut();
    var rows = new AtomicLong();
    try (var display = new ProgressDisplay("Rows", 0, out)) {
      var cutover =
          new Cutover(
              ports(store),
              store.inquiries().policy(tenant.id()),
              read,
              more -> display.counted(rows.addAndGet(more), "rows"));
      return step(cutover, tenant, out);
    }
  }

  /**
   * Does it.
   *
   * @return the exit code
   */
  protected abstract int step(Cutover cutover, Tenant tenant, PrintWriter out);
}
