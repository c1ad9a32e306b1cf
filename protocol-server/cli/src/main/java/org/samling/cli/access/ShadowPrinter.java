package org.samling.cli.access;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samling.cli.access.ProfileProposals.Proposal;
import org.samling.sip2.shadow.ReplyDifference;
import org.samling.sip2.shadow.ShadowReport;
import org.samling.sip2.shadow.ShadowReport.Example;
import org.samling.sip2.shadow.ShadowReport.Group;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a replay found, as a table or as JSON. */
final class ShadowPrinter {

  private final ShadowReport<Proposal> report;
  private final List<Group<Proposal>> groups;
  private final ProfileProposals proposals;

  ShadowPrinter(ShadowReport<Proposal> report, ProfileProposals proposals) {
    this.report = report;
    this.groups = report.groups();
    this.proposals = proposals;
  }

  /** How many groups of differences are neither explained nor to be expected. */
  long open() {
    return groups.stream().filter(Group::isOpen).count();
  }

  void table(PrintWriter out) {
    for (var group : groups) {
      var difference = group.difference();
      out.println();
      out.println(
          "%s %s: %s, now %s (%d)"
              .formatted(
                  difference.message().isEmpty() ? "--" : difference.message(),
                  difference.field(),
                  value(difference.was()),
                  value(difference.is()),
                  group.count()));
      out.println("    " + cause(group));
      group.examples().forEach(example -> out.println("    " + line(example)));
    }
    out.println();
    out.println(
        "%d replies compared, %d the same; %d kinds of differences, %d of them not explained"
            .formatted(report.compared(), report.same(), groups.size(), open()));
    proposals(out);
  }

  private static String cause(Group<Proposal> group) {
    if (!group.explanations().isEmpty()) {
      return group.explanations().stream()
          .map(Proposal::toString)
          .collect(Collectors.joining("; or ", "explained: ", ""));
    }
    if (group.isOpen()) {
      return "not explained";
    }
    return group.difference().field().equals(ReplyDifference.REPLY)
        ? "the old server gave no reply"
        : "depends on the data";
  }

  private static String line(Example example) {
    return example.was().isEmpty() && example.is().isEmpty()
        ? "exchange %d".formatted(example.exchange())
        : "exchange %d: %s, now %s"
            .formatted(example.exchange(), values(example.was()), values(example.is()));
  }

  private static String value(String value) {
    return value.isEmpty() ? "nothing" : "\"" + value + "\"";
  }

  private static String values(List<String> values) {
    return values.isEmpty()
        ? "nothing"
        : values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(", "));
  }

  private void proposals(PrintWriter out) {
    var values = proposals.values(groups, false);
    if (!values.isEmpty()) {
      out.println();
      out.println("The profile that closes them:");
      out.println();
      out.println(
          "  accounts change-profile ACCOUNT --tenant TENANT --preset %s --differences '%s'"
              .formatted(proposals.preset(), JsonMapper.shared().writeValueAsString(values)));
    }
    var all = proposals.values(groups, true);
    if (!all.equals(values)) {
      out.println();
      out.println("On the copy, since no PINs are sent:");
      out.println();
      out.println(
          "  accounts change-profile ACCOUNT --tenant TENANT --preset %s --differences '%s'"
              .formatted(proposals.preset(), JsonMapper.shared().writeValueAsString(all)));
    }
  }

  void json(PrintWriter out, ReplayPlan plan) {
    var report = new LinkedHashMap<String, Object>();
    report.put("recording", plan);
    report.put("compared", this.report.compared());
    report.put("same", this.report.same());
    report.put("unexplained", open());
    report.put("differences", groups.stream().map(ShadowPrinter::json).toList());
    report.put(
        "profile",
        Map.of(
            "preset",
            proposals.preset(),
            "differences",
            proposals.values(groups, false),
            "differencesOnTheCopy",
            proposals.values(groups, true)));
    out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(report));
  }

  private static Map<String, Object> json(Group<Proposal> group) {
    var difference = group.difference();
    var json = new LinkedHashMap<String, Object>();
    json.put("message", difference.message());
    json.put("field", difference.field());
    json.put("was", difference.was());
    json.put("is", difference.is());
    json.put("count", group.count());
    json.put("explained", !group.isOpen());
    json.put("proposals", group.explanations());
    json.put("examples", group.examples());
    return json;
  }
}
