package org.samling.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Account.Site;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.operations.Operation;
import org.samling.operations.Problem;

/**
 * The person at the server's own machine: whoever can read the token that the server leaves there
 * may do everything, with every tenant, from that machine only.
 */
public final class LocalOperator {

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private final Secret token;
  private final String user;
  private final Tenants tenants;
  private final Inquiries inquiries;

  /**
   * The operator of a server.
   *
   * @param token what proves it
   * @param user the name of the operating system's user, who can read the token
   * @param tenants all tenants
   * @param inquiries tells their branches
   */
  public LocalOperator(Secret token, String user, Tenants tenants, Inquiries inquiries) {
    this.token = token;
    this.user = user;
    this.tenants = tenants;
    this.inquiries = inquiries;
  }

  /** Whether a token is the operator's; takes as long for every token of the same length. */
  boolean isProvenBy(Secret other) {
    return MessageDigest.isEqual(bytes(token), bytes(other));
  }

  private static byte[] bytes(Secret secret) {
    return secret.value().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The operator as an account of a tenant, at its first branch.
   *
   * @param code the tenant's code, or null for the only one
   * @throws Problem when there is no such tenant, or more than one and none is named
   */
  Account account(@Nullable String code) {
    var tenant = tenant(code);
    var branch =
        inquiries.policy(tenant.id()).branches().keySet().stream().sorted().findFirst().orElse("");
    return new Account(
        tenant,
        Account.LOCAL_OPERATOR,
        Protocol.REST,
        org.samling.core.privacy.Access.OS_USER + user,
        new Site(branch, "", StandardCharsets.UTF_8.name(), "000"),
        Access.from(LOOPBACK),
        null,
        EnumSet.allOf(Scope.class),
        Set.of(),
        Bounds.NONE,
        0);
  }

  private Tenant tenant(@Nullable String code) {
    if (code != null) {
      return tenants
          .byCode(code)
          .orElseThrow(() ->
              Problem.invalid(
                  "There is no tenant \"%s\"%s".formatted(code, known("; there are "))));
    }
    var all = tenants.all();
    if (all.size() == 1) {
      return all.getFirst();
    }
    throw Problem.invalid(
        all.isEmpty()
            ? "There is no tenant yet: load one with the command seed."
            : "Name the tenant with --tenant (header %s)%s"
                .formatted(Operation.TENANT, known("; there are ")));
  }

  private String known(String before) {
    return Optional.of(tenants.all().stream().map(Tenant::code).collect(Collectors.joining(", ")))
            .filter(codes -> !codes.isEmpty())
            .map(codes -> before + codes)
            .orElse("")
        + ".";
  }
}
