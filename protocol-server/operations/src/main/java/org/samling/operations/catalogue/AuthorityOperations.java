package org.samling.operations.catalogue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityRecords;
import org.samling.core.authorities.AuthorityUses;
import org.samling.core.authorities.ChangedHeading;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.CatalogueHarvest.Present;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.Overlay;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.TitleKeys;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.catalogue.Authorities.Authority;
import org.samling.operations.catalogue.Authorities.ChangeOfHeading;
import org.samling.operations.catalogue.Authorities.HeadingChanged;
import org.samling.operations.catalogue.Authorities.User;
import org.samling.operations.catalogue.Authorities.Users;
import org.samling.operations.catalogue.Authorities.WhichAuthority;
import org.samling.operations.imports.ImportOwners;

/** Authority records, and the records that follow them. */
public final class AuthorityOperations {

  /** The operations. */
  public static final Family<AuthorityOperations> FAMILY =
      new Family<>(
          "authorities",
          "authority",
          "Authority records, and the records that follow them",
          List.of(
              Operation.get(
                      "show-authority",
                      "/authorities/:record",
                      Scope.ITEMS_READ,
                      "Shows an authority record, and how many records use it")
                  .of(WhichAuthority.class, Authority.class, AuthorityOperations::show),
              Operation.get(
                      "list-authority-users",
                      "/authorities/:record/records",
                      Scope.ITEMS_READ,
                      "Lists the records that use an authority record")
                  .paged()
                  .verb("records")
                  .of(WhichAuthority.class, Users.class, AuthorityOperations::users),
              Operation.post(
                      "change-heading",
                      "/authorities/:record/heading",
                      Scope.CATALOGUE_IMPORT,
                      "Changes the heading of an authority record, and of all that use it")
                  .verb("change-heading")
                  .takingItsTime()
                  .of(
                      ChangeOfHeading.class,
                      HeadingChanged.class,
                      AuthorityOperations::changeHeading)));

  private final CatalogueHarvest records;
  private final AuthorityUses uses;
  private final ImportBatches batches;
  private final Overlay.MergedRecordWriter writing;
  private final Tenants tenants;

  /** Operations on a store; a changed record is written in the form in which it came. */
  public AuthorityOperations(
      CatalogueHarvest records,
      AuthorityUses uses,
      ImportBatches batches,
      Overlay.MergedRecordWriter writing,
      Tenants tenants) {
    this.records = records;
    this.uses = uses;
    this.batches = batches;
    this.writing = writing;
    this.tenants = tenants;
  }

  private Authority show(Request<WhichAuthority> request) {
    var found = authority(request, request.input().record());
    return Authority.of(
        found, owner(found.ref().owner()), uses.count(request.tenantId(), found.ref()));
  }

  private Users users(Request<WhichAuthority> request) {
    var found = authority(request, request.input().record());
    var paging = request.paging();
    var after = paging.after().isEmpty() ? null : Ids.of(paging.after()).orElse(null);
    var page =
        paging
            .of(
                uses.records(request.tenantId(), found.ref(), after, paging.fetched()),
                user -> user.ref().id().toString())
            .map(user -> User.of(user, owner(user.ref().owner())));
    return new Users(page.entries(), page.next());
  }

  private HeadingChanged changeHeading(Request<ChangeOfHeading> request) {
    var input = request.input();
    var found = authority(request, input.record());
    var owner = found.ref().owner();
    if (owner == null && !ImportOwners.mayCommon(request)) {
      throw AccountRights.lacksScope(request.account(), Scope.CATALOGUE_IMPORT_COMMON);
    }
    var subfields = ChangedHeading.written(input.heading());
    var changed =
        new ChangedHeading(subfields, input.indicators(), !Boolean.FALSE.equals(input.keepFormer()))
            .in(
                found.record().content(),
                found.record().format().marc(),
                InstantSource.system().instant())
            .orElseThrow(() ->
                Problem.invalid(
                    "\"heading\" must have the subfields of a heading of this kind, such as"
                        + " \"$aHolm, Frida\"."));
    var record =
        writing
            .write(changed, found.record())
            .orElseThrow(() ->
                Problem.refused(
                    "The record can't be written in the format in which it came; import a changed"
                        + " one."));
    var number = write(request, owner, record);
    var count = uses.count(request.tenantId(), found.ref());
    return new HeadingChanged(number, count.records(), record.brief().title());
  }

  /** Writes it as an import of one record, which can be undone like any other. */
  private long write(
      Request<ChangeOfHeading> request, @Nullable TenantId owner, CatalogueRecord record) {
    var bytes = record.original();
    var key = record.key();
    var batch =
        batches.begin(
            new Order(
                owner,
                request.account().username(),
                "/heading of " + key.toString().replace('/', ' '),
                new FilePrint(bytes.length(), sha256(bytes.toArray())),
                key.source(),
                record.format()));
    var judge = new Judge(new Overlay(ImportRules.DEFAULT, key.source(), writing));
    batches.write(
        batch,
        List.of(record),
        judge,
        List.of(),
        0,
        new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING),
        List.of());
    batches.finish(batch);
    if (judge.hasLeft) {
      throw Problem.refused("Another agency owns the record %s.".formatted(key));
    }
    return batch.number();
  }

  /** Whether another agency owns the record is all that there is to decide. */
  private static final class Judge implements RecordJudge {

    private final Overlay overlay;
    private boolean hasLeft;

    Judge(Overlay overlay) {
      this.overlay = overlay;
    }

    @Override
    public ImportRules rules() {
      return ImportRules.DEFAULT;
    }

    @Override
    public Verdict judge(IncomingRecord coming) {
      var verdict = overlay.decide(coming).verdict();
      hasLeft |= verdict instanceof Verdict.Leave;
      return verdict;
    }

    @Override
    public ImportTally with(ImportTally tally) {
      return tally;
    }
  }

  /** The tenant's own authority record with a key, else the common one. */
  private StoredRecord authority(Request<?> request, String text) {
    var key = TitleKeys.of(text);
    var tenant = request.tenantId();
    return present(new SearchScope.OfTenant(tenant), tenant, key)
        .or(() -> present(new SearchScope.Union(Set.of()), null, key))
        .filter(found ->
            AuthorityRecords.isAuthority(found.record().content(), found.record().format().marc()))
        .orElseThrow(() -> Problem.unknown("There is no authority record \"%s\".".formatted(key)));
  }

  private Optional<StoredRecord> present(
      SearchScope.OfCatalogue scope, @Nullable TenantId owner, RecordKey key) {
    return records
        .record(scope, owner, key)
        .filter(Present.class::isInstance)
        .map(change -> ((Present) change).kept());
  }

  private @Nullable String owner(@Nullable TenantId owner) {
    return owner == null ? null : codes().getOrDefault(owner, "");
  }

  private Map<TenantId, String> codes() {
    return tenants.all().stream().collect(Collectors.toMap(Tenant::id, Tenant::code));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
