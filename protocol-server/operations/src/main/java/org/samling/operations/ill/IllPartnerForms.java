package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.ill.PartnerProbe.ProbeResult;
import org.samling.core.organisation.Secret;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on partners of interlibrary loan take and return. */
public final class IllPartnerForms {

  private static final String SYMBOL = "[^/\\s]{1,200}";
  private static final String HOST = "[A-Za-z0-9.:\\[\\]-]{1,253}";
  private static final int LONGEST_SCOPE = 1_000;
  private static final int MOST_SECONDS = 86_400;
  private static final int LONGEST_TIMEOUT = 60;

  private IllPartnerForms() {}

  /** The protocol that a partner speaks. */
  public enum Spoken {
    /** ISO 18626. */
    ISO18626,
    /** NCIP. */
    NCIP
  }

  /** How this server logs in. */
  public enum LoginKind {
    /** Not at all. */
    NONE,
    /** By HTTP Basic. */
    PASSWORD,
    /** By a key in a header. */
    API_KEY,
    /** By a token of OAuth 2.0, client credentials. */
    TOKEN;

    static LoginKind of(IllPartner partner) {
      return switch (partner.login()) {
        case NoLogin() -> NONE;
        case Password _ -> PASSWORD;
        case ApiKey _ -> API_KEY;
        case ClientCredentials _ -> TOKEN;
      };
    }
  }

  /** Which partner. */
  public record WhichPartner(@Means("its symbol") String library) {}

  /**
   * A page of partners.
   *
   * @param partners the partners, by symbol
   * @param next what the next page comes after
   */
  public record Listed(List<ListedPartner> partners, @Means(Paging.NEXT) @Nullable String next) {}

  /** A partner in a list. */
  public record ListedPartner(
      @Means("its symbol in messages; in the Danish profile its ISIL") String library,
      @Means("empty where none is known") String name,
      @Means("what it speaks") Spoken protocol,
      @Means("where messages to it are posted") String address,
      @Means("how this server logs in") LoginKind login,
      @Means("whether messages are sent to it; while they are not, they wait") boolean enabled) {

    static ListedPartner of(IllPartner partner) {
      return new ListedPartner(
          partner.library(),
          partner.name(),
          partner.protocol() instanceof Ncip ? Spoken.NCIP : Spoken.ISO18626,
          partner.address().toString(),
          LoginKind.of(partner),
          partner.isEnabled());
    }
  }

  /** A partner, without its secrets. */
  public record WholePartner(
      @JsonUnwrapped ListedPartner entry,
      @Means("the user, the header of the key, or the client's identifier")
          @Nullable String loginName,
      @Means("whether a password, a key or a client's secret is stored; it is never shown")
          boolean loginSecretStored,
      @Means("the token endpoint") @Nullable String tokenAddress,
      @Means("the scopes of the token, with blanks between them") @Nullable String tokenScope,
      @JsonUnwrapped NcipPart ncip,
      @Means("how long an answer may take") int timeoutSeconds,
      @Means("whether it is answered at an address that it gives in a message")
          boolean replyAddress,
      @Means("the hosts where that address may be, besides the partner's own")
          List<String> replyHosts) {

    static WholePartner of(IllPartner partner) {
      var token = partner.login() instanceof ClientCredentials credentials ? credentials : null;
      return new WholePartner(
          ListedPartner.of(partner),
          PartnerLogins.name(partner.login()),
          !PartnerLogins.secret(partner.login()).value().isEmpty(),
          token == null ? null : token.address().toString(),
          token == null ? null : token.scope(),
          NcipPart.of(partner.protocol() instanceof Ncip settings ? settings : null),
          Math.toIntExact(partner.timeout().toSeconds()),
          partner.replies().areUsed(),
          partner.replies().hosts());
    }
  }

  /** What is said of a partner that speaks NCIP; nothing of another. */
  public record NcipPart(
      @Means("2.02 or 1.0") @Nullable String ncipVersion,
      @Means("the symbol by which it knows this library") @Nullable String ncipUs,
      @Means("the patron that stands for this library there") @Nullable String ncipPatron,
      @Means("whether a secret for FromAgencyAuthentication is stored; it is never shown")
          boolean ncipSecretStored,
      @Means("how often an NCIP partner is asked whether a request was filled")
          @Nullable Integer askEverySeconds) {

    static NcipPart of(@Nullable Ncip ncip) {
      return new NcipPart(
          ncip == null ? null : ncip.version().text(),
          ncip == null ? null : ncip.us(),
          ncip == null ? null : ncip.patron(),
          ncip != null && ncip.agencySecret() != null,
          ncip == null ? null : Math.toIntExact(ncip.askEvery().toSeconds()));
    }
  }

  /** A partner as it is to be. */
  public record NewPartner(
      @Means("its symbol in messages; in the Danish profile its ISIL") @Pattern(regexp = SYMBOL) String library,
      @Size(max = MAX_NAME) @Nullable String name,
      @Means("what it speaks; default: iso18626") @Nullable Spoken protocol,
      @Means("where messages to it are posted: https://host/iso18626")
          @Size(max = PartnerAddresses.LONGEST) String address,
      @Means("how this server logs in; default: none") @Nullable LoginKind login,
      @Means(
              "the user for password, the header for api-key (default: X-Api-Key), the client's identifier for token")
          @Size(max = MAX_NAME) @Nullable String loginName,
      @Means(
              "the password, the key or the client's secret; stays if left out, unless the login or a host changes; it is never shown again")
          @Nullable Secret loginSecret,
      @Means("for token: the token endpoint") @Size(max = PartnerAddresses.LONGEST) @Nullable String tokenAddress,
      @Means("for token: the scopes, with blanks between them; default: the issuer's")
          @Size(max = LONGEST_SCOPE) @Nullable String tokenScope,
      @Means("for ncip: 2.02 or 1.0; default: 2.02") @Pattern(regexp = "2\\.02|1\\.0") @Nullable String ncipVersion,
      @Means(
              "for ncip: the symbol by which it knows this library (FromAgencyId); default: the one in the request")
          @Size(max = MAX_NAME) @Nullable String ncipUs,
      @Means(
              "for ncip: the patron that stands for this library there; default: INST- and the symbol")
          @Size(max = MAX_NAME) @Nullable String ncipPatron,
      @Means("for ncip: the value of FromAgencyAuthentication; stays if left out, as login-secret")
          @Nullable Secret ncipSecret,
      @Means("for ncip: how often it is asked whether a request was filled; default: 900")
          @Min(1) @Max(MOST_SECONDS) @Nullable Integer askEverySeconds,
      @Means("how long an answer may take; default: 20") @Min(1) @Max(LONGEST_TIMEOUT) @Nullable Integer timeoutSeconds,
      @Means("whether it is answered at an address that it gives in a message; default: false")
          @Nullable Boolean replyAddress,
      @Means("the hosts where that address may be, besides the partner's own")
          @Size(max = ReplyAddresses.MOST_HOSTS) @Nullable List<@Pattern(regexp = HOST) String> replyHosts,
      @Means("whether messages are sent to it; default: true") @Nullable Boolean enabled) {}

  /** What a partner answered to a message that changes nothing. */
  public record Tested(
      @Means("whether what is at the address speaks its protocol") boolean answers,
      @Means("whether it accepted the login; null where that can't be told")
          @Nullable Boolean loginAccepted,
      @Means("what was answered, or why nothing was") String detail) {

    static Tested of(ProbeResult result) {
      return new Tested(result.answers(), result.isLoginAccepted(), result.detail());
    }
  }

  /** How a file is imported. */
  public record ImportWanted(
      @Means("whether to say only what would be done") @Nullable Boolean dryRun) {}

  /** What became of a file. */
  public record Imported(
      @Means("whether nothing was stored") boolean dryRun,
      @Means("what became of each line that names a partner") List<ImportedLine> lines) {}

  /** What became of a line. */
  public record ImportedLine(
      @Means("its number in the file, from 1; the header is line 1") long line,
      @Means("the symbol in it; empty where there is none") String library,
      Result result,
      @Means("what is wrong with it") @Nullable String note) {}

  /** What became of a line. */
  public enum Result {
    /** A partner was added. */
    CREATED,
    /** A partner was changed. */
    CHANGED,
    /** The partner was so already. */
    UNCHANGED,
    /** Nothing was done. */
    REFUSED
  }
}
