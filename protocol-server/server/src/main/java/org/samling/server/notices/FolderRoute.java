package org.samling.server.notices;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileExist;
import org.jspecify.annotations.Nullable;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.OutgoingNotice;
import org.samling.server.config.NoticeSettings;

/**
 * Puts a file for each message into a folder, whole or not at all. Its name is the message's
 * number, so that a message that is sent twice is one file.
 */
final class FolderRoute extends RouteBuilder {

  private static final String TEMPORARY = ".part-";

  private final String uri;
  private final NoticeSettings.Channel channel;
  private final NoticeSettings.Folder folder;

  FolderRoute(String uri, NoticeSettings.Channel channel, NoticeSettings.Folder folder) {
    this.uri = uri;
    this.channel = channel;
    this.folder = folder;
  }

  @Override
  public void configure() {
    var files = getContext().getEndpoint("file:" + folder.path(), FileEndpoint.class);
    files.setTempPrefix(TEMPORARY);
    files.setFileExist(GenericFileExist.Override);
    files.setEagerDeleteTargetFile(false);
    onException(Exception.class)
        .handled(true)
        .process(exchange ->
            exchange
                .getMessage()
                .setBody(
                    new Delivery.Failed(
                        "the file could not be written: "
                            + Objects.requireNonNull(
                                    exchange.getProperty(
                                        Exchange.EXCEPTION_CAUGHT, Exception.class))
                                .getClass()
                                .getSimpleName())));
    from(uri)
        .routeId(uri.substring("direct:".length()) + "-" + channel.name())
        .process(exchange -> {
          var message = Objects.requireNonNull(exchange.getMessage().getBody(OutgoingNotice.class));
          exchange.getMessage().setHeader(Exchange.FILE_NAME, message.id() + ".txt");
          exchange.getMessage().setBody(content(message).getBytes(StandardCharsets.UTF_8));
        })
        .to(files)
        .process(exchange -> exchange.getMessage().setBody(new Delivery.Taken()));
  }

  private String content(OutgoingNotice message) {
    var lines = new StringBuilder();
    line(lines, "Message", message.id());
    line(lines, "Tenant", message.tenant().code());
    line(lines, "Kind", message.kind().text());
    line(lines, "Channel", channel.name());
    line(lines, "To", message.address());
    line(lines, "Patron", message.patron());
    line(lines, "Language", message.language().text());
    line(lines, "Subject", message.text().subject());
    return lines.append('\n').append(message.text().body()).append('\n').toString();
  }

  private static void line(StringBuilder lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.append(name).append(": ").append(value).append('\n');
    }
  }
}
