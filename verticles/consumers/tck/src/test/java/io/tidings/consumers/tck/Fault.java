package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.HeldStreams.Advance;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.Held;
import io.tidings.consumers.Offers.Forget;
import io.tidings.consumers.Offers.Offer;
import io.tidings.consumers.Offers.PulledList;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Checkpoints;
import io.tidings.consumers.Segments.Claim;
import io.tidings.consumers.Segments.Leave;
import io.vertx.core.Future;

/** Ways to break a store that is sound otherwise, each named after the guarantee it breaks. */
enum Fault {
  C4_does_not_check_the_tokens_of_checkpoints {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Checkpoints all
          ? Tampering.eachCheckpoint(all, one -> Tampering.withLatestToken(sound, one))
          : request;
    }
  },
  C4_does_not_check_the_tokens_of_failures {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Failure failure
          ? Tampering.withLatestToken(sound, failure)
          : request;
    }
  },
  C4_does_not_check_the_tokens_of_advances {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Advance advance
          ? Tampering.withLatestToken(sound, advance)
          : request;
    }
  },
  C4_does_not_check_the_tokens_of_offers {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Offer offer ? Tampering.withLatestToken(sound, offer) : request;
    }
  },
  C4_does_not_check_the_tokens_of_what_is_to_be_forgotten {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Forget forget ? Tampering.withLatestToken(sound, forget) : request;
    }
  },
  C4_refuses_all_checkpoints_if_it_refuses_one {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Checkpoints all
              && !Tampering.eachCheckpoint(all, one -> Tampering.withLatestToken(sound, one))
                  .equals(all)
          ? Tampering.eachCheckpoint(all, Tampering::forged)
          : request;
    }
  },
  N1_forgets_what_was_done_when_a_segment_moves {
    @Override
    Object answered(Object answer) {
      return answer instanceof Assignment given ? Tampering.fromTheBeginning(given) : answer;
    }
  },
  N2_gives_whoever_asks_all_that_is_free {
    @Override
    Future<?> answer(ConsumerStore sound, String operation, Object request) {
      if (request instanceof Claim claim) {
        Tampering.owners(sound, claim.consumer()).stream()
            .filter(owner -> !owner.equals(claim.node()))
            .forEach(owner -> sound.leave(new Leave(claim.consumer(), owner)));
      }
      return super.answer(sound, operation, request);
    }
  },
  N2_never_asks_for_segments_back {
    @Override
    Object answered(Object answer) {
      return answer instanceof Assignment given
          ? new Assignment(given.state(), given.reason(), given.segments(), 0, given.steering())
          : answer;
    }
  },
  N2_does_not_keep_the_last_checkpoint {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Checkpoints all
          ? Tampering.eachCheckpoint(
              all, one -> one.release() ? Tampering.at(one, Progress.at(Tampering.BEGINNING)) : one)
          : request;
    }
  },
  N2_does_not_hear_who_leaves {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Leave leave ? new Leave(leave.consumer(), "nobody") : request;
    }
  },
  C1_forgets_what_is_unfinished {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Checkpoints all
          ? Tampering.eachCheckpoint(
              all, one -> Tampering.at(one, Progress.at(one.progress().through())))
          : request;
    }
  },
  C2_hands_out_two_events_of_one_stream {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Offer offer ? Tampering.inStreamsOfTheirOwn(offer) : request;
    }

    @Override
    Object answered(Object answer) {
      return answer instanceof PulledList pulled ? Tampering.inTheirStreams(pulled) : answer;
    }
  },
  C5_counts_one_attempt_only {
    @Override
    Object answered(Object answer) {
      return answer instanceof Held held ? Tampering.triedOnce(held) : answer;
    }
  },
  C5_counts_outages {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Failure failure ? Tampering.counting(failure) : request;
    }
  },
  C5_frees_a_stream_as_soon_as_its_event_is_done {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Advance advance
          ? new Advance(
              advance.consumer(), advance.lease(), advance.stream(), advance.through(), true)
          : request;
    }
  },
  C5_redrives_what_it_was_not_asked_for {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Redrive redrive
          ? new Redrive(
              Tampering.all(redrive.which()), redrive.perSecond(), redrive.by(), redrive.why())
          : request;
    }
  },
  C5_redrives_all_at_once {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Redrive redrive
          ? new Redrive(redrive.which(), 0, redrive.by(), redrive.why())
          : request;
    }
  },
  C6_leaves_skips_out_of_the_ledger {
    @Override
    Object answered(Object answer) {
      return Tampering.withoutRows(answer, "skip");
    }
  },
  C6_leaves_discards_out_of_the_ledger {
    @Override
    Object answered(Object answer) {
      return Tampering.withoutRows(answer, "discard");
    }
  },
  C6_leaves_seeks_out_of_the_ledger {
    @Override
    Object answered(Object answer) {
      return Tampering.withoutRows(answer, "seek");
    }
  },
  C6_discards_without_a_reason {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Discard discard
              && (discard.why() == null || discard.why().isBlank())
          ? new Discard(discard.which(), discard.by(), "none")
          : request;
    }
  },
  C6_forgets_edits {
    @Override
    Object asked(ConsumerStore sound, Object request) {
      return request instanceof Edit edit
          ? new Edit(edit.consumer(), edit.position(), null, edit.by(), edit.why())
          : request;
    }
  };

  Object asked(ConsumerStore sound, Object request) {
    return request;
  }

  Object answered(Object answer) {
    return answer;
  }

  Future<?> answer(ConsumerStore sound, String operation, Object request) {
    return AnsweringStore.ask(sound, operation, asked(sound, request)).map(this::answered);
  }
}
