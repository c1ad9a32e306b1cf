package org.samling.exchange.seed;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file as written; seed.schema.json and docs/seed.md explain each key. Times and amounts are not
 * yet resolved.
 */
record SeedContent(List<SeedTenant> tenants, List<SeedRecord> records) {

  record SeedTenant(
      String code,
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String currency,
      @Nullable Boolean openCatalogue,
      List<SeedItemCategory> itemCategories,
      List<SeedPatronCategory> patronCategories,
      List<SeedAgency> agencies,
      List<SeedSetting> settings,
      List<SeedPolicy> policies,
      List<SeedStop> stops,
      List<SeedText> texts,
      List<SeedFloatingGroup> floatingGroups,
      List<SeedSortTable> sortRules,
      List<SeedAgreement> lendingAgreements,
      List<SeedAccount> sip2Accounts,
      List<SeedAccount> z3950Accounts,
      List<SeedAccount> ncipAccounts,
      List<SeedAccount> restAccounts,
      List<SeedAccount> oaiPmhAccounts,
      List<SeedPartner> illPartners,
      List<SeedPatron> patrons,
      List<SeedItem> items,
      List<SeedLoan> loans,
      List<SeedHold> holds,
      List<SeedFee> fees,
      List<SeedGroup> groups,
      List<SeedSet> sets,
      List<SeedBooking> bookings,
      List<SeedSubscription> subscriptions) {}

  record SeedItemCategory(
      String code, String name, String mediaType, boolean forLoan, int loanDays, int renewals) {}

  record SeedPatronCategory(
      String code, String name, int maxLoans, int maxHolds, BigDecimal maxDebt) {}

  record SeedAgency(
      String number,
      String kind,
      @Nullable String isil,
      @Nullable String cataloguingNumber,
      String name,
      List<SeedBranch> branches) {}

  record SeedBranch(
      String code,
      String name,
      @Nullable String movedFrom,
      List<String> jointAgencies,
      Map<String, SeedHours> openingHours,
      List<SeedClosing> closingDays) {}

  record SeedHours(String open, @Nullable String staffed) {}

  record SeedClosing(String from, String to, String reason) {}

  record SeedSetting(
      String setting,
      JsonNode value,
      @Nullable String agency,
      @Nullable String branch,
      @Nullable String location,
      @Nullable String from,
      @Nullable String until) {}

  record SeedPolicy(
      String code,
      int weight,
      Map<String, JsonNode> when,
      Map<String, JsonNode> then,
      @Nullable String from,
      @Nullable String until) {}

  record SeedStop(
      String code,
      List<String> branches,
      String from,
      String until,
      List<String> stops,
      String reason) {}

  record SeedText(String language, String key, String text, String wording) {}

  record SeedFloatingGroup(String code, List<String> branches) {}

  record SeedSortTable(String branch, String name, List<SeedSortRule> rules) {}

  record SeedSortRule(String bin, SeedSortConditions when) {}

  record SeedSortConditions(
      List<String> way,
      List<String> destination,
      List<String> itemCategory,
      List<String> materialGroup,
      @Nullable String location) {}

  record SeedAgreement(String with) {}

  record SeedAccount(
      String username,
      String password,
      String branch,
      String charset,
      String language,
      @Nullable Boolean wireLog,
      @Nullable SeedAccess access,
      @Nullable JsonNode profile,
      @Nullable List<String> scopes,
      @Nullable List<String> partners,
      @Nullable SeedBounds bounds) {

    @Override
    public String toString() {
      return "account " + username;
    }
  }

  record SeedPartner(
      String library,
      @Nullable String name,
      String protocol,
      String address,
      String login,
      @Nullable String loginName,
      @Nullable String loginSecret,
      @Nullable String tokenAddress,
      @Nullable String tokenScope,
      String ncipVersion,
      @Nullable String ncipUs,
      @Nullable String ncipPatron,
      @Nullable String ncipSecret,
      int askEverySeconds,
      int timeoutSeconds,
      boolean replyAddress,
      List<String> replyHosts,
      boolean enabled) {

    @Override
    public String toString() {
      return "partner " + library;
    }
  }

  record SeedBounds(List<String> agencies, List<String> branches) {}

  record SeedAccess(
      boolean enabled,
      List<String> allow,
      @Nullable String certificate,
      List<String> withoutPassword,
      @Nullable String idleTimeout,
      @Nullable Integer maxConnections) {}

  record SeedPatron(
      String card,
      String name,
      String category,
      String branch,
      @Nullable String pin,
      @Nullable String birthDate,
      @Nullable String expires,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address,
      String language,
      @Nullable SeedBlock block,
      String kind,
      List<SeedIdentifier> identifiers,
      @Nullable String cpr,
      @Nullable String preferredPickup,
      @Nullable String guardian,
      @Nullable Boolean resident,
      boolean protectedAddress,
      List<String> consents,
      @Nullable SeedAbsence absence,
      List<SeedAdmission> admissionWithdrawn,
      List<SeedNote> notes) {

    @Override
    public String toString() {
      return "patron " + card;
    }
  }

  record SeedBlock(String code, @Nullable String note, @Nullable String until) {}

  record SeedIdentifier(
      String kind,
      String value,
      @Nullable String blocked,
      @Nullable String from,
      @Nullable String until) {}

  record SeedAbsence(String from, String until) {}

  record SeedAdmission(
      @Nullable String agency, @Nullable String branch, String reason, @Nullable String until) {}

  record SeedNote(String kind, String text) {}

  record SeedItem(
      String barcode,
      String record,
      String branch,
      String category,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      @Nullable String accession,
      @Nullable String floatingGroup,
      @Nullable BigDecimal price,
      @Nullable String volume,
      @Nullable String year,
      @Nullable String issue,
      @Nullable Integer parts,
      String status) {}

  record SeedLoan(String item, String patron, String checkedOut, String due, int renewals) {}

  record SeedHold(
      String patron, String record, String pickup, String placed, @Nullable String expires) {}

  record SeedFee(
      String patron,
      String type,
      BigDecimal amount,
      String charged,
      @Nullable String item,
      @Nullable String reason) {}

  record SeedGroup(
      String patron,
      @Nullable String school,
      @Nullable String schoolClass,
      @Nullable Integer grade,
      List<String> responsible,
      List<String> members) {}

  record SeedSet(String barcode, String name, List<String> items) {}

  record SeedBooking(
      String patron,
      @Nullable String record,
      @Nullable String set,
      int copies,
      int minimum,
      String from,
      String until,
      String pickup,
      boolean forward) {}

  record SeedSubscription(
      String name,
      String record,
      String branch,
      String category,
      @Nullable String location,
      @Nullable String supplier,
      int every,
      String unit,
      String first,
      @Nullable Integer volume,
      int number,
      int claimDays) {}

  record SeedRecord(
      String source,
      String number,
      String title,
      @Nullable String subtitle,
      @Nullable String author,
      List<String> contributors,
      @Nullable String edition,
      @Nullable String place,
      @Nullable String publisher,
      @Nullable Integer year,
      @Nullable String extent,
      @Nullable String isbn,
      String language,
      @Nullable String originalTitle,
      @Nullable String dk5,
      @Nullable String series,
      List<String> subjects,
      String audience,
      String material) {}
}
