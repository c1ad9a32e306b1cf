package org.samling.operations.accounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access.Credential;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister.ListedAccount;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on accounts take and return. */
public final class Accounts {

  /** The most characters of a code. */
  private static final int NAME = 200;

  private static final int SCOPE = AccountTokens.LONGEST_LABEL;

  private Accounts() {}

  /**
   * A page of accounts.
   *
   * @param accounts the accounts, by name
   * @param next what the next page comes after
   */
  public record Listed(List<ListEntry> accounts, @Means(Paging.NEXT) @Nullable String next) {}

  /** An account in a list. */
  public record ListEntry(
      String name,
      Protocol protocol,
      @Means("the code of its branch") String branch,
      boolean enabled,
      @Means("the networks it may be used from; empty for all") List<String> networks,
      List<String> scopes) {

    static ListEntry of(ListedAccount account) {
      return new ListEntry(
          account.username(),
          account.protocol(),
          account.branch(),
          account.enabled(),
          account.allow(),
          account.scopes().stream().map(Scope::text).sorted().toList());
    }

    static ListEntry of(MachineAccount account) {
      return of(
          new ListedAccount(
              account.protocol(),
              account.username(),
              account.branch(),
              account.access().enabled(),
              account.access().allow(),
              account.scopes()));
    }
  }

  /** An account as it is set up. */
  public record WholeAccount(
      @JsonUnwrapped ListEntry entry,
      String charset,
      @Means("of its screen, as SIP2 codes it") String language,
      @Means("the client certificate that is required") @Nullable String certificate,
      @Means("other ways by which it is recognised") List<Credential> withoutPassword,
      @Min(0) @Nullable Long idleSeconds,
      @Min(0) @Nullable Integer connections,
      @Means("for SIP2; null if its machine may do everything") @Nullable Profile profile,
      @Means("for NCIP: the partners it speaks for") List<String> partners,
      @JsonUnwrapped BoundTo bounds,
      @Means("whether its messages are logged") boolean wireLog) {

    static WholeAccount of(MachineAccount account) {
      var access = account.access();
      var idle = access.idle();
      var profile = account.profile();
      return new WholeAccount(
          ListEntry.of(account),
          account.charset(),
          account.language(),
          access.certificate(),
          access.withoutPassword().stream().sorted(Comparator.comparing(Credential::name)).toList(),
          idle == null ? null : idle.toSeconds(),
          access.connections(),
          profile == null ? null : Profile.of(profile),
          account.partners().stream().sorted().toList(),
          BoundTo.of(account.bounds()),
          account.isLogged());
    }
  }

  /** The agencies and branches to which an account is bound. */
  public record BoundTo(
      @Means("the numbers of the agencies it is bound to, with all their branches")
          @Size(max = Bounds.MOST) List<@Size(max = NAME) String> boundAgencies,
      @Means(
              "the codes of further branches it is bound to; with no agencies either, it is not bound")
          @Size(max = Bounds.MOST) List<@Size(max = NAME) String> boundBranches) {

    static BoundTo of(Bounds bounds) {
      return new BoundTo(
          bounds.agencies().stream().sorted().toList(),
          bounds.branches().stream().sorted().toList());
    }
  }

  /** The agencies and branches to which an account is to be bound. */
  public record NewBounds(
      @Means("its name") String name,
      @Means(
              "the numbers of all agencies it is to be bound to, with all their branches; default: none")
          @Size(max = Bounds.MOST) @Nullable List<@Size(max = NAME) String> boundAgencies,
      @Means(
              "the codes of all further branches it is to be bound to; default: none; with no agencies either, it is not bound")
          @Size(max = Bounds.MOST) @Nullable List<@Size(max = NAME) String> boundBranches) {}

  /** What the machine of a SIP2 account may do and see. */
  public record Profile(
      String preset, @Means("by key (docs/sip2.md)") Map<String, Object> differences) {

    static Profile of(Sip2ProfileChoice choice) {
      return new Profile(choice.preset(), choice.overrides());
    }
  }

  /** Which accounts are listed. */
  public record Filter(@Means("default: all") @Nullable Protocol protocol) {}

  /** Which account. */
  public record WhichAccount(@Means("its name") String name) {}

  /** An account that is to be created. */
  public record NewAccount(
      @Means("unique among all tenants") @Size(max = 100) String name,
      Protocol protocol,
      @Means("at least 12 characters; it is never shown again") Secret password,
      @Means("the code of its branch") @Size(max = NAME) String branch,
      @Means("for REST, NCIP and Z39.50; the caller must have all of them") @Size(max = 100) @Nullable List<@Size(max = SCOPE) String> scopes,
      @Means("the numbers of the agencies it is bound to; default: none") @Size(max = Bounds.MOST) @Nullable List<@Size(max = NAME) String> boundAgencies,
      @Means("the codes of the branches it is bound to; default: none") @Size(max = Bounds.MOST) @Nullable List<@Size(max = NAME) String> boundBranches,
      @Means("for SIP2: what its machine may do; default: everything") @Size(max = NAME) @Nullable String preset) {}

  /** From where and how much an account may be used. */
  public record NewAccess(
      @Means("its name") String name,
      @Means("the networks it may be used from; empty for all") @Size(max = 100) List<@Size(max = 49) String> networks,
      @Means("fingerprint, subject, or DNS: and a name; not for REST") @Size(max = 1_000) @Nullable String certificate,
      @Means("how long a connection may be silent") @Min(1) @Max(86_400) @Nullable Integer idleSeconds,
      @Means("the maximum number at once on a node") @Min(1) @Max(100_000) @Nullable Integer connections) {}

  /** The profile that a SIP2 account is to have. */
  public record NewProfile(
      @Means("its name") String name,
      @Size(max = NAME) String preset,
      @Means("by key (docs/sip2.md)") @Nullable Map<String, @Nullable Object> differences) {}

  /** The password that an account is to have. */
  public record NewPassword(
      @Means("its name") String name,
      @Means("at least 12 characters; it is never shown again") Secret password) {}

  /** The scopes that an account is to have. */
  public record NewScopes(
      @Means("its name") String name,
      @Means("all its scopes; the caller must have all of them") @Size(max = 100) List<@Size(max = SCOPE) String> scopes) {}
}
