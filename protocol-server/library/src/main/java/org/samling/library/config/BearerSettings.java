package org.samling.library.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Whose tokens say who a machine is.
 *
 * @param issuer who signs them
 * @param audience for whom they are: this server, as the issuer calls it
 * @param keys where the set of the issuer's keys is
 * @param claim the claim that names the machine
 * @param accounts the accounts of machines that are named otherwise than their accounts
 * @param skew how far clocks may be apart
 */
public record BearerSettings(
    String issuer,
    String audience,
    Keys keys,
    String claim,
    Map<String, String> accounts,
    Duration skew) {

  /** Copies the accounts. */
  public BearerSettings {
    accounts = Map.copyOf(accounts);
  }

  /** Where a set of keys is (RFC 7517, section 5). */
  public sealed interface Keys {}

  /** In a file. */
  public record InFile(Path file) implements Keys {}

  /** At an address. */
  public record AtAddress(URI address) implements Keys {}
}
