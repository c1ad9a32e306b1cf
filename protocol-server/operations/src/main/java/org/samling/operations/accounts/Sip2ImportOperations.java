package org.samling.operations.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.NameTakenException;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.SmallFile;
import org.samling.operations.Texts;
import org.samling.operations.accounts.Sip2Imports.ImportWanted;
import org.samling.operations.accounts.Sip2Imports.Imported;
import org.samling.operations.accounts.Sip2Imports.ImportedAccount;
import org.samling.operations.accounts.Sip2Imports.ImportedKey;
import org.samling.operations.accounts.Sip2Imports.Result;
import org.samling.sip2.xml.KohaSipConfig;
import org.samling.sip2.xml.KohaSipConfig.Element;
import org.samling.sip2.xml.SipXmlException;

/**
 * Moves SIP2 accounts in from another library system, so that its machines go on as they are. The
 * same file again changes nothing.
 */
public final class Sip2ImportOperations {

  /** The name of the import, which the command line also has below {@code sip2 profile}. */
  public static final String IMPORT = "import-sip2-accounts";

  /** The operations. */
  public static final Family<Sip2ImportOperations> FAMILY =
      new Family<>(
          "accounts",
          "account",
          "SIP2 accounts of another library system",
          List.of(
              Operation.post(
                      IMPORT,
                      "/sip2-accounts/imports",
                      Scope.ACCOUNTS_MANAGE,
                      "Imports the SIP2 accounts of Koha's SIPconfig.xml, with what their machines expect")
                  .takingFile()
                  .keepingItsKey()
                  .takingItsTime()
                  .of(ImportWanted.class, Imported.class, Sip2ImportOperations::take)));

  private static final int MOST_BYTES = 2_000_000;
  private static final int MOST_ACCOUNTS = 1_000;
  private static final String PRESET = "self-check";
  private static final String CHARSET = "UTF-8";
  private static final String LANGUAGE = "009";

  private final LibraryRegister register;
  private final MachineAccounts accounts;
  private final Inquiries inquiries;
  private final AccountRights rights;
  private final ProfileRules profiles;

  /** Operations on a store. */
  public Sip2ImportOperations(
      LibraryRegister register,
      MachineAccounts accounts,
      Inquiries inquiries,
      AccountRights rights,
      ProfileRules profiles) {
    this.register = register;
    this.accounts = accounts;
    this.inquiries = inquiries;
    this.rights = rights;
    this.profiles = profiles;
  }

  private Imported take(Request<ImportWanted> request) {
    var wanted = request.input();
    var policy = inquiries.policy(request.tenantId());
    var places = places(policy, Texts.clean(wanted.branches()));
    var preset = Optional.ofNullable(Texts.clean(wanted.preset())).orElse(PRESET);
    if (!profiles.presets().contains(preset)) {
      throw Problem.invalid(
          "\"%s\" is not a preset; the presets are %s."
              .formatted(preset, String.join(", ", profiles.presets())));
    }
    var file = file(request);
    var server = new KohaServer(file);
    var keys = new ArrayList<>(server.keys());
    var institutions =
        file.within("institutions", "institution")
            .collect(
                Collectors.toMap(
                    one -> one.attribute("id").orElse(""),
                    Function.identity(),
                    (first, _) -> first));
    var logins = file.within("accounts", "login").toList();
    if (logins.size() > MOST_ACCOUNTS) {
      throw Problem.invalid(
          "A file may have at most %,d accounts: import it in parts.".formatted(MOST_ACCOUNTS));
    }
    var isDry = Boolean.TRUE.equals(wanted.dryRun());
    var taken = new ArrayList<ImportedAccount>();
    for (var login : logins) {
      var institution = login.attribute("institution").orElse("");
      var koha =
          new KohaAccount(
              login,
              institutions.get(institution),
              profiles.inForce(new Sip2ProfileChoice(preset, Map.of())),
              policy.itemCategories().keySet());
      var branch = branch(policy, places, institution);
      if (branch != null && !institution.isEmpty()) {
        koha.callInstitution(institution, isil(policy, branch));
      }
      keys.addAll(koha.keys());
      taken.add(new Import(request, preset, isDry).of(login, koha, institution, branch));
    }
    institutions.forEach((id, institution) -> keys.addAll(others(id, institution)));
    return new Imported(isDry, taken, keys, server.configuration());
  }

  private static Element file(Request<?> request) {
    var bytes =
        SmallFile.read(
            request.file(), MOST_BYTES, "A file may have at most %,d bytes.".formatted(MOST_BYTES));
    try {
      return KohaSipConfig.read(bytes);
    } catch (SipXmlException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
  }

  /** The branches by their institutions, as they were given. */
  private static Map<String, String> places(LendingPolicy policy, @Nullable String given) {
    var places = new LinkedHashMap<String, String>();
    for (var pair : given == null ? new String[0] : given.split(",", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) {
        throw Problem.invalid(
            "\"branches\" has pairs such as CPL=DK-779700, with commas between them, not \"%s\"."
                .formatted(pair));
      }
      var branch = pair.substring(equals + 1).strip();
      Places.checkBranch(policy, branch);
      places.put(pair.substring(0, equals).strip(), branch);
    }
    return places;
  }

  /** The branch of an institution: as given, of that name, or the only one of the agency. */
  private static @Nullable String branch(
      LendingPolicy policy, Map<String, String> places, String institution) {
    var given = places.get(institution);
    if (given != null || policy.branches().containsKey(institution)) {
      return given == null ? institution : given;
    }
    var ofAgency =
        policy.branches().keySet().stream()
            .filter(branch -> isil(policy, branch).equals(institution))
            .toList();
    return ofAgency.size() == 1 ? ofAgency.getFirst() : null;
  }

  private static String isil(LendingPolicy policy, String branch) {
    return policy.agencies(branch).stream()
        .flatMap(number -> Optional.ofNullable(policy.agencies().get(number)).stream())
        .map(Agency::isil)
        .findFirst()
        .orElse("");
  }

  private static List<ImportedKey> others(String id, Element institution) {
    return institution.attributes().keySet().stream()
        .filter(key -> !key.equals("id"))
        .map(key -> {
          var reason = KohaKeys.ofInstitution(key);
          return new ImportedKey("institution " + id, key, reason.fate(), reason.why());
        })
        .toList();
  }

  /** One import, for whoever asks. */
  private final class Import {

    private final Request<?> request;
    private final String preset;
    private final boolean isDry;

    Import(Request<?> request, String preset, boolean isDry) {
      this.request = request;
      this.preset = preset;
      this.isDry = isDry;
    }

    ImportedAccount of(
        Element login, KohaAccount koha, String institution, @Nullable String branch) {
      var name = KohaAccount.name(login);
      try {
        var choice =
            rights.fitting(request.tenantId(), new Sip2ProfileChoice(preset, koha.differences()));
        rights.checkProfile(request.account(), choice);
        var before = accounts.named(request.tenantId(), name);
        return before.isPresent()
            ? changed(before.get(), choice, branch)
            : created(login, choice, institution, branch);
      } catch (Problem e) {
        return refused(name, branch, String.valueOf(e.getMessage()));
      } catch (NameTakenException _) {
        return refused(name, branch, "Another account already has this name: give it another.");
      }
    }

    private ImportedAccount created(
        Element login, Sip2ProfileChoice choice, String institution, @Nullable String branch) {
      var name = KohaAccount.name(login);
      var password = login.attribute("password");
      if (!AccountOperations.isName(name)) {
        return refused(
            name, branch, "A name has 1 to 100 characters: letters a to z, digits and . _ @ -.");
      }
      if (branch == null) {
        return refused(
            name,
            null,
            "Say which branch the institution is: \"branches\": %s=BRANCH.".formatted(institution));
      }
      if (password.isEmpty()) {
        return refused(name, branch, "It has no password: create it with one of its own.");
      }
      if (!isDry) {
        register.addAccount(
            request.tenantId(),
            new LibraryRegister.NewAccount(
                Protocol.SIP2, name, new Secret(password.get()), branch, CHARSET, LANGUAGE),
            choice,
            Set.of(),
            Bounds.NONE);
      }
      return new ImportedAccount(
          name,
          branch,
          Result.CREATED,
          AccountOperations.isLongEnough(password.get())
              ? null
              : "Its password is short: allow its networks only, or change it.");
    }

    private ImportedAccount changed(
        MachineAccount before, Sip2ProfileChoice choice, @Nullable String branch) {
      var name = before.username();
      if (before.protocol() != Protocol.SIP2) {
        return refused(name, before.branch(), "An account of another protocol has this name.");
      }
      var _ = rights.changeableOther(request.account(), name);
      var note =
          branch == null || branch.equals(before.branch())
              ? null
              : "It stays at its branch, which is not %s.".formatted(branch);
      if (choice.equals(before.profile())) {
        return new ImportedAccount(name, before.branch(), Result.UNCHANGED, note);
      }
      if (!isDry) {
        register.putProfile(request.tenantId(), name, choice);
      }
      return new ImportedAccount(name, before.branch(), Result.CHANGED, note);
    }

    private ImportedAccount refused(String name, @Nullable String branch, String note) {
      return new ImportedAccount(name, branch, Result.REFUSED, note);
    }
  }
}
