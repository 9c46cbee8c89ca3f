using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Transfer;

namespace Edge.Agent.Tests.Uplink;

public sealed class RetransmitTimerTests
{
    private readonly RetransmitTimer _clock = new(new UplinkOptions());

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void The_first_offer_is_due_at_once()
    {
        _clock.Connected(At(100));
        Assert.True(_clock.NextOffer(awaitsAnswer: false) <= At(100));
    }

    [Fact]
    public void An_unanswered_offer_is_said_again_after_a_second_then_every_five()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(0));
        _clock.OfferAcknowledged(At(0.1));
        Assert.Equal(At(1), _clock.NextOffer(awaitsAnswer: true));
        _clock.OfferSent(At(1));
        _clock.OfferAcknowledged(At(1.1));
        Assert.True(_clock.HubAway);
        Assert.Equal(At(6), _clock.NextOffer(awaitsAnswer: true));
    }

    [Fact]
    public void A_broker_that_answers_keeps_the_link_alive_however_long_the_hub_is_away()
    {
        _clock.Connected(At(0));
        for (var t = 0; t < 600; t += 5)
        {
            _clock.OfferSent(At(t));
            _clock.OfferAcknowledged(At(t + 0.2));
            Assert.Equal(TimeSpan.MaxValue, _clock.DeadAt());
        }
    }

    [Fact]
    public void Neither_acknowledgement_nor_have_for_five_seconds_is_a_dead_link()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(30));
        Assert.Equal(At(35), _clock.DeadAt());
    }

    [Fact]
    public void A_broker_that_took_the_bytes_and_says_nothing_is_a_dead_link_too()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(30));
        for (var i = 0; i < 20; i++) _clock.Unsent(0, At(30 + i * 0.25));
        Assert.Equal(At(35), _clock.DeadAt());
    }

    [Fact]
    public void A_link_that_is_slow_but_moves_is_not_dead()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(0));
        _clock.OfferAcknowledged(At(0));
        for (var i = 0; i < 100; i++) _clock.Unsent(1_000_000 - i, At(i * 4));
        Assert.Equal(At(99 * 4 + 5), _clock.DeadAt());
    }

    [Fact]
    public void Unsent_bytes_that_do_not_move_for_five_seconds_are_a_dead_link()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(0));
        _clock.OfferAcknowledged(At(0));
        _clock.Unsent(50_000, At(20));
        _clock.Unsent(50_000, At(24));
        Assert.Equal(At(25), _clock.DeadAt());
    }

    [Fact]
    public void Patience_grows_with_the_round_trip()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(0));
        _clock.OfferAcknowledged(At(2));
        _clock.HaveReceived(At(3), answersLastOffer: true);
        _clock.OfferSent(At(10));
        Assert.Equal(At(10 + 12), _clock.DeadAt());
        _clock.OfferAcknowledged(At(12));
        Assert.Equal(At(16), _clock.NextOffer(awaitsAnswer: true));
    }

    [Fact]
    public void An_idle_board_speaks_every_half_minute()
    {
        _clock.Connected(At(0));
        _clock.OfferSent(At(0));
        _clock.OfferAcknowledged(At(0.1));
        _clock.HaveReceived(At(0.2), answersLastOffer: true);
        Assert.Equal(At(30), _clock.NextOffer(awaitsAnswer: false));
        Assert.Equal(TimeSpan.MaxValue, _clock.DeadAt());
    }
}
