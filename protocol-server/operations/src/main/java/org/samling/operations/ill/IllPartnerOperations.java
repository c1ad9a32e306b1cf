package org.samling.operations.ill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.Iso18626;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.Protocol;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.ill.IllPartners;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.ill.PartnerProbe;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.SmallFile;
import org.samling.operations.Texts;
import org.samling.operations.ill.IllPartnerForms.ImportWanted;
import org.samling.operations.ill.IllPartnerForms.Imported;
import org.samling.operations.ill.IllPartnerForms.ImportedLine;
import org.samling.operations.ill.IllPartnerForms.Listed;
import org.samling.operations.ill.IllPartnerForms.ListedPartner;
import org.samling.operations.ill.IllPartnerForms.NewPartner;
import org.samling.operations.ill.IllPartnerForms.Result;
import org.samling.operations.ill.IllPartnerForms.Spoken;
import org.samling.operations.ill.IllPartnerForms.Tested;
import org.samling.operations.ill.IllPartnerForms.WhichPartner;
import org.samling.operations.ill.IllPartnerForms.WholePartner;
import org.samling.operations.schema.Input;

/** The libraries that messages about interlibrary requests are sent to. */
public final class IllPartnerOperations {

  private static final Operation<IllPartnerOperations, NewPartner, WholePartner> PUT =
      Operation.post(
              "put-ill-partner",
              "/ill-partners/:library",
              Scope.CONFIGURATION_CHANGE,
              "Adds a partner of interlibrary loan, or changes it; secrets that are left out stay")
          .of(NewPartner.class, WholePartner.class, IllPartnerOperations::put);

  /** The operations. */
  public static final Family<IllPartnerOperations> FAMILY =
      new Family<>(
          "ill-partners",
          "ill-partner",
          "The libraries that messages about interlibrary requests are sent to",
          List.of(
              Operation.get(
                      "list-ill-partners",
                      "/ill-partners",
                      Scope.ILL_READ,
                      "Lists the partners of interlibrary loan")
                  .paged()
                  .of(Nothing.class, Listed.class, IllPartnerOperations::list),
              Operation.get(
                      "show-ill-partner",
                      "/ill-partners/:library",
                      Scope.ILL_READ,
                      "Shows a partner of interlibrary loan, without its secrets")
                  .of(WhichPartner.class, WholePartner.class, IllPartnerOperations::show),
              PUT,
              Operation.delete(
                      "remove-ill-partner",
                      "/ill-partners/:library",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes a partner of interlibrary loan; messages to it wait")
                  .of(WhichPartner.class, Nothing.class, IllPartnerOperations::remove),
              Operation.post(
                      "test-ill-partner",
                      "/ill-partners/:library/test",
                      Scope.CONFIGURATION_CHANGE,
                      "Says whether a partner answers and accepts the login; nothing is changed there")
                  .changingNothing()
                  .takingItsTime()
                  .of(WhichPartner.class, Tested.class, IllPartnerOperations::test),
              Operation.post(
                      "import-ill-partners",
                      "/ill-partner-imports",
                      Scope.CONFIGURATION_CHANGE,
                      "Adds and changes partners by a directory in CSV; the same file again changes nothing")
                  .takingFile()
                  .takingItsTime()
                  .of(ImportWanted.class, Imported.class, IllPartnerOperations::take)));

  private final IllPartners partners;
  private final PartnerAddresses addresses;
  private final PartnerProbe probe;

  /**
   * Operations on a store.
   *
   * @param addresses say which addresses partners may have
   * @param probe asks a partner whether it answers
   */
  public IllPartnerOperations(
      IllPartners partners, PartnerAddresses addresses, PartnerProbe probe) {
    this.partners = partners;
    this.addresses = addresses;
    this.probe = probe;
  }

  private Listed list(Request<Nothing> request) {
    var page =
        request
            .paging()
            .within(partners.of(request.tenantId()), IllPartner::library)
            .map(ListedPartner::of);
    return new Listed(page.entries(), page.next());
  }

  private WholePartner show(Request<WhichPartner> request) {
    return WholePartner.of(found(request.tenantId(), request.input()));
  }

  private IllPartner found(TenantId tenant, WhichPartner which) {
    return partners.find(tenant, which.library()).orElseThrow(() -> none(which));
  }

  private static Problem none(WhichPartner which) {
    return Problem.unknown("There is no partner \"%s\".".formatted(which.library()));
  }

  private WholePartner put(Request<NewPartner> request) {
    var tenant = request.tenantId();
    var wanted = request.input();
    var before = partners.find(tenant, wanted.library()).orElse(null);
    var partner = partner(wanted, before);
    if (before == null && partners.of(tenant).size() >= IllPartner.MOST) {
      throw tooMany();
    }
    partners.put(tenant, List.of(partner));
    return WholePartner.of(partner);
  }

  private static Problem tooMany() {
    return Problem.refused("There may be at most %,d partners.".formatted(IllPartner.MOST));
  }

  private Nothing remove(Request<WhichPartner> request) {
    if (!partners.remove(request.tenantId(), request.input().library())) {
      throw none(request.input());
    }
    return Nothing.NOTHING;
  }

  private Tested test(Request<WhichPartner> request) {
    return Tested.of(probe.probe(request.tenant(), found(request.tenantId(), request.input())));
  }

  /** The partner as it is to be stored. */
  private IllPartner partner(NewPartner wanted, @Nullable IllPartner before) {
    var address =
        addresses
            .parse(wanted.address())
            .orElseThrow(
                () -> Problem.invalid("\"address\" must be %s.".formatted(addresses.expected())));
    var hosts = Objects.requireNonNullElse(wanted.replyHosts(), List.<String>of());
    var replies = new ReplyAddresses(Boolean.TRUE.equals(wanted.replyAddress()), hosts);
    var logins = new PartnerLogins(wanted, addresses, address, replies, before);
    var name = Texts.clean(wanted.name());
    return new IllPartner(
        Texts.neededNumber("library", wanted.library()),
        name == null ? "" : name,
        protocol(wanted, logins),
        address,
        logins.login(),
        seconds(wanted.timeoutSeconds(), IllPartner.USUAL_TIMEOUT),
        replies,
        !Boolean.FALSE.equals(wanted.enabled()));
  }

  private static Protocol protocol(NewPartner wanted, PartnerLogins logins) {
    var us = Texts.number(wanted.ncipUs());
    var patron = Texts.number(wanted.ncipPatron());
    if (wanted.protocol() != Spoken.NCIP) {
      if (us != null
          || patron != null
          || wanted.ncipVersion() != null
          || wanted.ncipSecret() != null
          || wanted.askEverySeconds() != null) {
        throw Problem.invalid(
            "\"ask-every-seconds\" and what begins with ncip- need \"protocol\": ncip.");
      }
      return new Iso18626();
    }
    return new Ncip(
        Ncip.Version.of(Objects.requireNonNullElse(wanted.ncipVersion(), "2.02")).orElseThrow(),
        us,
        patron,
        logins.agencySecret(),
        seconds(wanted.askEverySeconds(), Ncip.USUAL_ASKING));
  }

  private static Duration seconds(@Nullable Integer given, Duration usual) {
    return given == null ? usual : Duration.ofSeconds(given);
  }

  private Imported take(Request<ImportWanted> request) {
    var tenant = request.tenantId();
    var bytes =
        SmallFile.read(
            request.file(),
            PartnerFile.MOST_BYTES,
            "A file may have at most %,d bytes.".formatted(PartnerFile.MOST_BYTES));
    var input = new Input<>(PUT);
    var stored = new HashMap<String, IllPartner>();
    partners.of(tenant).forEach(partner -> stored.put(partner.library(), partner));
    var lines = new LinkedHashMap<String, Long>();
    var report = new ArrayList<ImportedLine>();
    var changed = new ArrayList<IllPartner>();
    for (var line : PartnerFile.read(bytes, input.shape().members())) {
      var library = line.library();
      try {
        if (lines.containsKey(library)) {
          throw Problem.invalid("It is on line %d, too.".formatted(lines.get(library)));
        }
        var wanted = input.read(Map.of("library", library), Map.of(), line.members());
        var before = stored.get(library);
        var partner = partner(wanted, before);
        lines.put(library, line.number());
        if (!partner.equals(before)) {
          changed.add(partner);
        }
        report.add(
            new ImportedLine(
                line.number(),
                library,
                before == null
                    ? Result.CREATED
                    : partner.equals(before) ? Result.UNCHANGED : Result.CHANGED,
                null));
      } catch (Problem e) {
        report.add(
            new ImportedLine(
                line.number(), library, Result.REFUSED, String.valueOf(e.getMessage())));
      }
    }
    var added = changed.stream().filter(each -> !stored.containsKey(each.library())).count();
    if (stored.size() + added > IllPartner.MOST) {
      throw tooMany();
    }
    var isDry = Boolean.TRUE.equals(request.input().dryRun());
    if (!isDry && !changed.isEmpty()) {
      partners.put(tenant, changed);
    }
    return new Imported(isDry, report);
  }
}
