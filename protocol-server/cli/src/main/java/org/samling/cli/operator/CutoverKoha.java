package org.samling.cli.operator;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.cli.common.TenantOption;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.koha.DumpException;
import org.samling.exchange.koha.KohaMove;
import org.samling.library.Library;
import org.samling.routes.imports.ImportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cutover koha}: moves a whole Koha in from a dump of its database. */
@Command(
    name = "koha",
    mixinStandardHelpOptions = true,
    description = {
      "Moves a whole Koha in from a dump of its database by mysqldump or mariadb-dump: records, items, patrons, loans, holds, fees and past loans (docs/migration.md).",
      "Branches and categories that the tenant lacks are created. The same dump again changes nothing. At the end the store is compared with the dump."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and the store agrees with the dump; what was left out is in the report",
      "1:there are differences, or the dump could not be read, or the store failed",
      "2:usage error; nothing was done"
    })
public final class CutoverKoha implements Callable<Integer> {

  private static final int FAILED = 1;

  @Parameters(
      index = "0",
      paramLabel = "DUMP.sql[.gz]",
      description = "The dump; compressed with gzip or not.")
  private Path dump;

  @Mixin private TenantOption whichTenant;

  @Option(
      names = "--agency",
      paramLabel = "CODE",
      description =
          "The agency of new branches, and whose records they are (default: the tenant's only one).")
  private @Nullable String agency;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "A mapping with the preset koha-dump, for what is to be translated otherwise.")
  private @Nullable Path mapping;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description =
          "Keep the unpacked tables in this new directory; they are full of personal data.")
  private @Nullable Path files;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "cutover-report",
      description =
          "The directory for the lists of what was left out and of differences (default: ${DEFAULT-VALUE}).")
  private Path reports;

  @Option(
      names = "--reconcile",
      description = "Load nothing; only compare the store with the dump.")
  private boolean reconciles;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  CutoverKoha() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try (var library = Library.openBeside(which.configuration());
        var display = new ProgressDisplay("Rows", 0, out)) {
      var store = library.store();
      var tenant = whichTenant.in(store.tenants());
      var rows = new AtomicLong();
      var move =
          new KohaMove(
              new KohaMove.Ports(
                  CutoverStep.ports(store),
                  library.imports(),
                  store.libraryRegister(),
                  store.inquiries()),
              tenant,
              new KohaMove.Choice(dump, mapping, agency(library, tenant), files, reports),
              more -> display.counted(rows.addAndGet(more), "rows"));
      if (reconciles) {
        var result = move.reconcile();
        CutoverTables.print(result, tenant, out);
        return result.file() == null ? 0 : FAILED;
      }
      var result = move.run();
      print(result, tenant, out);
      return result.reconciliation().file() == null ? 0 : FAILED;
    } catch (DumpException | ImportException e) {
      var err = spec.commandLine().getErr();
      err.println(e.getMessage());
      err.flush();
      return FAILED;
    }
  }

  private String agency(Library library, Tenant tenant) {
    var known = library.store().inquiries().policy(tenant.id()).agencies().keySet();
    if (agency != null && known.contains(agency)) {
      return agency;
    }
    if (agency == null && known.size() == 1) {
      return known.iterator().next();
    }
    throw new ParameterException(
        spec.commandLine(),
        known.isEmpty()
            ? "the tenant has no agency yet; seed one, or create it by ./samling agencies put"
            : "name the agency of new branches by --agency: "
                + String.join(", ", known.stream().sorted().toList()));
  }

  private static void print(KohaMove.Result result, Tenant tenant, PrintWriter out) {
    if (!result.created().isEmpty()) {
      out.println("Created; look at their terms:");
      result.created().forEach(what -> out.println("  " + what));
    }
    var records = result.records();
    out.println(
        "Records: %d read, %d added, %d changed, %d unchanged, %d left out."
            .formatted(
                records.read()
                    + result.leftOut().values().stream().mapToInt(n -> n).sum()
                    - records.rejected(),
                records.put().added(),
                records.put().changed(),
                records.put().unchanged(),
                result.leftOut().values().stream().mapToInt(n -> n).sum()));
    result.leftOut().forEach((reason, n) -> out.println("%9d  %s".formatted(n, reason)));
    if (result.recordFile() != null) {
      out.println("Each is listed in " + result.recordFile());
    }
    if (result.mapped() > 0) {
      out.println("%9d  were UNIMARC, and are MARC 21 now".formatted(result.mapped()));
    }
    CutoverTables.print(result.report(), out);
    CutoverTables.print(result.reconciliation(), tenant, out);
  }
}
