package org.samling.exchange.cutover;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.RecordMaker;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.cutover.PastLoans;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.patron.PatronRegister;
import org.samling.core.policy.LendingPolicy;

/**
 * Migrates one library from another system's export: checks it, loads it, and compares the store
 * with it. Loading the same export again changes nothing, and resumes a load that broke off.
 *
 * <p>Run only one at a time on a tenant: two concurrent loads can't be told apart.
 */
public final class Cutover {

  private final Ports ports;
  private final LendingPolicy policy;
  private final Mapping mapping;
  private final Consumer<Long> progress;

  /**
   * The ports that the migration writes to and queries.
   *
   * @param patronRegister keeps patrons
   * @param itemRegister keeps items
   * @param catalogue keeps brief records
   * @param recordMaker builds brief records
   * @param circulation takes loans, holds and fees
   * @param inquiries finds what the store already has
   * @param noticeContacts keeps wishes for notices
   * @param pastLoans keeps loans that are over
   */
  public record Ports(
      PatronRegister patronRegister,
      ItemRegister itemRegister,
      Catalogue catalogue,
      RecordMaker recordMaker,
      Circulation circulation,
      CutoverInquiries inquiries,
      NoticeContacts noticeContacts,
      PastLoans pastLoans) {}

  /**
   * Prepares a move.
   *
   * @param ports the store
   * @param policy the tenant and its lending policy
   * @param mapping how the export is read
   * @param progress receives the number of rows read
   */
  public Cutover(Ports ports, LendingPolicy policy, Mapping mapping, Consumer<Long> progress) {
    this.ports = ports;
    this.policy = policy;
    this.mapping = mapping;
    this.progress = progress;
  }

  /**
   * Checks everything, and writes only the table of findings.
   *
   * @param reports the directory for that table
   * @throws org.samling.library.yaml.YamlException when a file can't be read
   */
  public CutoverReport check(Path reports) {
    return run(reports, EnumSet.noneOf(Kind.class));
  }

  /**
   * Loads.
   *
   * @param reports the directory for the table of findings
   * @param kinds the kinds to write; the others are read, because rows refer to them
   * @throws org.samling.library.yaml.YamlException when a file can't be read; what was loaded
   *     before stays
   * @throws org.samling.core.StoreException when the store fails; what was loaded before stays
   */
  public CutoverReport run(Path reports, Set<Kind> kinds) {
    try (var findings = FindingsFile.ofRows(reports, LocalDateTime.now(policy.tenant().zone()))) {
      return pass(findings, kinds, null);
    }
  }

  /**
   * Compares the store with what the export says ought to be in it.
   *
   * @param reports the directory for the tables of findings and differences
   * @throws org.samling.library.yaml.YamlException when a file can't be read
   */
  public Reconciliation reconcile(Path reports) {
    var started = LocalDateTime.now(policy.tenant().zone());
    var expected = new ExpectedState();
    try (var findings = FindingsFile.ofRows(reports, started);
        var differences =
            new FindingsFile(
                reports, "differences", started, "kind", "name", "what", "export", "store")) {
      var report = pass(findings, EnumSet.noneOf(Kind.class), expected);
      return new Reconciliation(ports.inquiries(), policy, mapping, differences)
          .compare(report, expected);
    }
  }

  private CutoverReport pass(
      FindingsFile findings, Set<Kind> kinds, @Nullable ExpectedState expected) {
    var report = new CutoverReport(findings);
    var pass =
        new CutoverPass(
            ports,
            mapping,
            policy,
            kinds,
            new ExportIdentifiers(),
            new NumberedRecords(ports.inquiries(), policy.tenant().id(), mapping.recordField()),
            report,
            expected,
            Instant.now(),
            UUID.randomUUID(),
            progress);
    for (var kind : Kind.values()) {
      if (mapping.of(kind) == null) {
        continue;
      }
      var began = Instant.now();
      switch (kind) {
        case PATRONS -> new PatronMove(pass).move();
        case ITEMS -> new ItemMove(pass).move();
        case LOANS -> new LoanMove(pass).move();
        case HOLDS -> new HoldMove(pass).move();
        case FEES -> new FeeMove(pass).move();
        case HISTORY -> new HistoryMove(pass).move();
      }
      report.addTime(kind, Duration.between(began, Instant.now()));
    }
    return report;
  }
}
