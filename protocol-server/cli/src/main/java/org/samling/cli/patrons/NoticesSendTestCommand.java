package org.samling.cli.patrons;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.TenantOption;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.notices.Channels;
import org.samling.library.Library;
import org.samling.routes.notices.NoticeChannels.Channel;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.NoticeWriter;
import org.samling.routes.notices.OutgoingNotice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code notices send-test}: tries a channel. */
@Command(
    name = "send-test",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a test message about made-up loans through a channel of the configuration.",
      "It goes to --to only, not to any patron."
    })
final class NoticesSendTestCommand implements Callable<Integer> {

  @Mixin private TenantOption whichTenant;

  @Mixin private LibraryOptions which;

  @Option(
      names = "--channel",
      required = true,
      paramLabel = "C",
      description = "The name of the channel.")
  private String channel;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      description = "The e-mail address or telephone number, if the channel needs one.")
  private @Nullable String to;

  @Option(
      names = "--kind",
      defaultValue = "ready",
      paramLabel = "K",
      description = "The kind of notice (default: ${DEFAULT-VALUE}).")
  private String kind;

  @Option(
      names = "--language",
      defaultValue = "da",
      paramLabel = "L",
      description = "da or en (default: ${DEFAULT-VALUE}).")
  private String language;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticesSendTestCommand() {}

  @Override
  public Integer call() throws Exception {
    var configuration = which.configuration();
    try (var library = Library.openBeside(configuration);
        var channels = new Channels(library.camel(), configuration.notices())) {
      var tenant = whichTenant.in(library.store().tenants());
      var way =
          channels
              .find(tenant, channel)
              .orElseThrow(() ->
                  whichTenant.unknown(
                      "channel",
                      channel,
                      channels.of(tenant).stream().map(Channel::name).collect(Collectors.toSet())));
      return send(library, channels, tenant, way);
    }
  }

  private int send(Library library, Channels channels, Tenant tenant, Channel way) {
    if ((to == null) != (way.reach() == Reach.PATRON)) {
      throw whichTenant.usageError(
          to == null ? "the channel needs --to" : "the channel goes to no address; leave --to out");
    }
    var store = library.store();
    var policy = store.inquiries().policy(tenant.id());
    var name =
        new Name(
            NoticesTemplatesCommand.kind(kind, whichTenant),
            NoticesTemplatesCommand.language(language, whichTenant),
            way.form());
    var branch = policy.branches().keySet().stream().sorted().findFirst().orElse("");
    var made =
        new NoticeWriter(policy, store.noticeTemplates().current(tenant.id()))
            .preview(name, null, branch, Instant.now());
    UUID id = Uuids.next(Instant.now());
    var out = spec.commandLine().getOut();
    var delivery =
        channels.send(
            way,
            new OutgoingNotice(id, tenant, name.kind(), to, null, name.language(), made.text()));
    var code =
        switch (delivery) {
          case Delivery.Accepted() -> {
            out.println("Channel %s accepted message %s.".formatted(way.name(), id));
            yield 0;
          }
          case Delivery.Bounced(var why) -> {
            out.println("The address does not work: " + why);
            yield 1;
          }
          case Delivery.Failed(var why) -> {
            out.println("Channel %s did not accept the message: %s".formatted(way.name(), why));
            yield 1;
          }
        };
    out.flush();
    return code;
  }
}
