package org.samling.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.PersonalData;
import org.samling.core.privacy.PersonalData.Block;
import org.samling.core.privacy.PersonalData.Reason;
import org.samling.operations.PageMark;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.privacy.PersonalFields;

/** The personal data of a patron, and who has looked at it. Nobody is erased from here. */
final class RestPrivacy {

  private final PersonalData data;
  private final AccessLog accesses;
  private final Inquiries inquiries;

  RestPrivacy(PersonalData data, AccessLog accesses, Inquiries inquiries) {
    this.data = data;
    this.accesses = accesses;
    this.inquiries = inquiries;
  }

  RestAnswer export(RestExchange exchange) {
    var tenant = exchange.tenant();
    return data.export(tenant.id(), card(exchange))
        .map(export -> RestAnswer.of(PersonalFields.of(export, tenant)))
        .orElseThrow(RestPrivacy::nobody);
  }

  RestAnswer checkErasure(RestExchange exchange) {
    var tenant = exchange.tenant();
    var blocks = data.blocks(tenant.id(), card(exchange)).orElseThrow(RestPrivacy::nobody);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("can-be-erased", blocks.isEmpty());
    fields.put("blocks", blocks.stream().map(block -> fields(block, tenant)).toList());
    return RestAnswer.of(fields);
  }

  RestAnswer accesses(RestExchange exchange) {
    var tenant = exchange.tenant();
    var patron = patron(exchange);
    var limit = RestPages.limit(exchange);
    var after = PageMark.read(RestPages.after(exchange), Reached::of);
    var from = after == null ? new Reached(null, null) : after;
    var seen = accesses.reads(tenant.id(), patron, from.seen(), limit + 1);
    var done = accesses.commands(tenant.id(), patron, from.done(), limit + 1);
    var isAll = seen.size() <= limit && done.size() <= limit;
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("read", seen.stream().limit(limit).map(RestPrivacy::fields).toList());
    fields.put("done", done.stream().limit(limit).map(RestPrivacy::fields).toList());
    fields.put("next", isAll ? null : from.behind(seen, done, limit).text());
    fields.put("complete", isAll);
    return RestAnswer.of(fields);
  }

  /** How far both lists were shown; null for a list that was empty. */
  private record Reached(
      AccessLog.@Nullable ReadPlace seen, AccessLog.@Nullable CommandPlace done) {

    static Reached of(List<String> parts) {
      return new Reached(
          parts.getFirst().isEmpty()
              ? null
              : new AccessLog.ReadPlace(
                  PageMark.day(parts.get(0)),
                  PageMark.moment(parts.get(1)),
                  new Access(parts.get(2), parts.get(3), parts.get(4))),
          parts.get(5).isEmpty()
              ? null
              : new AccessLog.CommandPlace(
                  PageMark.moment(parts.get(5)), UUID.fromString(parts.get(6))));
    }

    Reached behind(List<AccessLog.AccountRead> seen, List<AccessLog.CommandEntry> done, int limit) {
      return new Reached(
          seen.isEmpty() ? this.seen : seen.get(Math.min(limit, seen.size()) - 1).place(),
          done.isEmpty() ? this.done : done.get(Math.min(limit, done.size()) - 1).place());
    }

    String text() {
      var access = seen == null ? null : seen.access();
      return PageMark.of(
          seen == null ? null : seen.day(),
          seen == null ? null : seen.last(),
          access == null ? null : access.protocol(),
          access == null ? null : access.who(),
          access == null ? null : access.operation(),
          done == null ? null : done.at(),
          done == null ? null : done.id());
    }
  }

  private UUID patron(RestExchange exchange) {
    return inquiries
        .patron(exchange.tenant().id(), card(exchange))
        .orElseThrow(RestPrivacy::nobody)
        .patron()
        .id();
  }

  private static Map<String, @Nullable Object> fields(Block block, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("reason", block.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (block.reason() == Reason.DEBT) {
      fields.put("amount", Money.text(block.number(), tenant.currency()));
    } else {
      fields.put("number", block.number());
    }
    return fields;
  }

  private static Map<String, Object> fields(AccessLog.AccountRead seen) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("day", seen.day().toString());
    fields.put("protocol", seen.access().protocol());
    fields.put("who", seen.access().who());
    fields.put("operation", seen.access().operation());
    fields.put("times", seen.times());
    fields.put("first-hour", seen.first().toString());
    fields.put("last-hour", seen.last().toString());
    return fields;
  }

  private static Map<String, Object> fields(AccessLog.CommandEntry done) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("at", done.at().toString());
    fields.put("who", done.actor());
    fields.put("branch", done.branch());
    fields.put("command", done.command());
    fields.put("outcome", done.outcome());
    return fields;
  }

  private static String card(RestExchange exchange) {
    return exchange.call().path().getOrDefault("patron", "");
  }

  private static RestProblem nobody() {
    return new RestProblem(Status.NOT_FOUND, "There is no such patron.");
  }
}
