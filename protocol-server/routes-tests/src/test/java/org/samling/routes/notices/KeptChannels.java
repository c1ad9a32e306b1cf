package org.samling.routes.notices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.samling.core.notices.NoticeForm;
import org.samling.core.organisation.Tenant;

/** Channels that keep what they are handed, and a meter that keeps its counts. */
public final class KeptChannels implements NoticeChannels {

  private final List<OutgoingNotice> messages = Collections.synchronizedList(new ArrayList<>());
  private final Map<NoticeMeter.Outcome, Integer> counts =
      Collections.synchronizedMap(new EnumMap<>(NoticeMeter.Outcome.class));
  private Function<Channel, Delivery> answer = _ -> new Delivery.Accepted();

  @Override
  public List<Channel> of(Tenant tenant) {
    return List.of(
        channel("email", Reach.EMAIL, NoticeForm.FULL),
        channel("sms", Reach.PHONE, NoticeForm.SHORT),
        channel("folder", Reach.PATRON, NoticeForm.FULL));
  }

  private static Channel channel(String name, Reach reach, NoticeForm form) {
    return new Channel(name, name, reach, form, 2, Duration.ofSeconds(1));
  }

  @Override
  public Delivery send(Channel channel, OutgoingNotice message) {
    var delivery = answer.apply(channel);
    if (delivery instanceof Delivery.Accepted) {
      messages.add(message);
    }
    return delivery;
  }

  /** Says what a channel answers from now on. */
  void answer(Function<Channel, Delivery> newAnswer) {
    answer = newAnswer;
  }

  /** What was taken since this was asked last. */
  public List<OutgoingNotice> taken() {
    synchronized (messages) {
      var taken = List.copyOf(messages);
      messages.clear();
      return taken;
    }
  }

  void count(NoticeMeter.Outcome outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  Map<NoticeMeter.Outcome, Integer> counts() {
    return Map.copyOf(counts);
  }
}
