"""The faults trunkline is tested against, as data: what happens, what the client does, and the tests that prove it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One fault. `proofs` are tests without their parameters; `differently` says why, where others would not."""

    number: int
    fault: str
    answer: str
    proofs: tuple[str, ...]
    differently: str = ""


@dataclass(frozen=True)
class Group:
    """Faults of one kind."""

    name: str
    rows: tuple[Row, ...]


ROWS_IN_ALL = 120

GROUPS = (
    Group(
        "Retries and statuses",
        (
            Row(
                1,
                "503 twice, then 200",
                "A read is sent three times with waits in between, and returns the model.",
                ("tests/core/test_core_retries.py::test_a_read_survives_two_failures",),
            ),
            Row(
                2,
                "500, 502, 503, 504 and the like without end",
                (
                    "Three requests by default, then `ServerError` with status, attempts, history "
                    "and request id."
                ),
                (
                    "tests/faults/test_rows_calls.py::test_what_does_not_pass_ends_at_the_limit",
                    "tests/core/test_core_retries.py::test_what_passes_is_tried_again_and_then_reported",
                ),
            ),
            Row(
                3,
                "429 with a Retry-After",
                "Waits at least so long, and a little longer by jitter.",
                ("tests/core/test_core_retries.py::test_retry_after_is_a_lower_bound",),
            ),
            Row(
                4,
                "a Retry-After of a day, of 40 or 5000 digits, `inf`, a date years away",
                (
                    "Nothing is slept: `RateLimitError` at once, and its `retry_after` says how long "
                    "was asked for."
                ),
                ("tests/core/test_core_retries.py::test_a_wait_that_is_too_long_is_not_begun",),
            ),
            Row(
                5,
                (
                    "a Retry-After that is negative, 0, empty, text, `nan`, another alphabet's "
                    "digit, a date in the year 100000"
                ),
                "Counts as not sent: the usual wait, then the model.",
                (
                    "tests/faults/test_rows_calls.py::test_a_wait_that_makes_no_sense_is_none",
                    "tests/core/test_core_retry_table.py::test_retry_after_is_read",
                    "tests/core/test_core_retry_table.py::test_any_text_is_a_positive_wait_or_none",
                ),
            ),
            Row(
                6,
                "a Retry-After that is a date: soon, past, without a zone",
                "Soon is waited for; past is the usual wait; no zone means UTC.",
                (
                    "tests/faults/test_rows_calls.py::test_a_wait_until_a_date",
                    "tests/core/test_core_retry_table.py::test_retry_after_is_read",
                    "tests/core/test_core_retry_table.py::test_a_date_without_a_zone_means_utc_wherever_the_client_is",
                ),
            ),
            Row(
                7,
                "the server's clock is an hour ahead",
                "The date counts from the answer's own `Date`: two seconds are two seconds.",
                ("tests/core/test_core_retries.py::test_a_date_counts_from_the_servers_own_clock",),
            ),
            Row(
                8,
                "two Retry-After lines; `retry-after-ms`",
                ("The longer of two counts; milliseconds are no header of any vendor here and are not read."),
                ("tests/faults/test_rows_calls.py::test_two_waits_are_the_longer_and_milliseconds_are_none",),
            ),
            Row(
                9,
                "a 400 that asks for a retry in its headers",
                "One request, `BadRequestError`.",
                ("tests/faults/test_rows_calls.py::test_what_is_final_is_final_whatever_the_headers_say",),
            ),
            Row(
                10,
                "400, 403, 404, 410, 418, 422, 451",
                (
                    "One request, an error of the status's class, with message and code out of that "
                    "vendor's envelope."
                ),
                (
                    "tests/core/test_core_statuses.py::test_every_status_has_its_class",
                    "tests/faults/test_rows_calls.py::test_what_is_final_is_final_whatever_the_headers_say",
                    "tests/faults/test_rows_calls.py::test_each_vendors_envelope_is_read",
                ),
            ),
            Row(
                11,
                "408, 409, 423, 425; Membrane's 400 for a lock that was not free in time",
                (
                    "408, 425 and that 400 are repeated for reads; 409 and 423 are `ConflictError` at once, and "
                    "nothing was started or changed."
                ),
                (
                    "tests/faults/test_rows_writes.py::test_a_read_waits_for_membranes_lock",
                    "tests/faults/test_rows_writes.py::test_a_write_that_meets_membranes_lock_is_sent_once_and_was_not_applied",
                    "tests/faults/test_rows_writes.py::test_a_run_that_collides_is_a_conflict_and_starts_nothing",
                    "tests/faults/test_rows_calls.py::test_too_slow_and_too_early_pass",
                    "tests/faults/test_rows_calls.py::test_what_is_final_is_final_whatever_the_headers_say",
                    "tests/core/test_core_retry_table.py::test_what_is_repeated",
                ),
                differently=(
                    "A write that met Membrane's lock is not repeated as a read is: nothing says at which of its "
                    "steps the server waited."
                ),
            ),
            Row(
                12,
                "an error whose body is HTML, empty, text, cut or of another shape",
                "The status decides the class; the body is not quoted.",
                ("tests/faults/test_rows_calls.py::test_a_status_counts_more_than_its_body",),
            ),
            Row(
                13,
                "520, 529, 561, 599, 999",
                "Any integer is a status and has a class.",
                ("tests/core/test_core_statuses.py::test_every_status_has_its_class",),
            ),
            Row(
                14,
                "201, 202, 204, 206 where 200 was promised",
                "`APIResponseError`; after a write it may have been applied.",
                (
                    "tests/core/test_core_statuses.py::test_another_success_is_no_success",
                    "tests/core/test_core_statuses.py::test_another_success_of_a_write_may_have_been_applied",
                ),
            ),
            Row(
                15,
                "300 and 304",
                "`RedirectError`, one request.",
                (
                    "tests/faults/test_rows_calls.py::test_every_redirect_of_a_read_is_refused",
                    "tests/core/test_core_statuses.py::test_every_redirect_of_a_write_is_refused",
                ),
            ),
            Row(
                16,
                "every second request fails",
                "Each call heals by itself, forty times over; successes refill the budget.",
                (
                    "tests/core/test_core_retries.py::test_every_second_request_fails_and_every_call_heals",
                    "tests/core/test_core_retries.py::test_each_call_of_many_at_once_heals_alone",
                ),
            ),
            Row(
                17,
                "429, a reset, 503 in one call",
                "One count for all kinds: three attempts, all named in the history.",
                ("tests/core/test_core_retries.py::test_all_kinds_of_failure_share_one_count",),
            ),
            Row(
                18,
                "sixty calls to a dead service",
                (
                    "At most twice as many requests as calls; then the first failure is the error, "
                    "which says that the budget is spent."
                ),
                (
                    "tests/core/test_core_retries.py::test_a_storm_costs_little_more_than_its_calls",
                    "tests/core/test_core_retries.py::test_the_budget_is_shared_by_copies_and_refilled_by_success",
                ),
            ),
            Row(
                19,
                "a retry would come after the deadline",
                "The wait is not begun; the error that is at hand is raised at once.",
                (
                    "tests/core/test_core_retries.py::test_a_wait_beyond_the_deadline_is_not_begun",
                    "tests/core/test_core_deadlines.py::test_the_deadline_spans_all_attempts",
                ),
                differently=(
                    "The error is the vendor's own, such as `RateLimitError` with its `retry_after`, "
                    "and not a timeout: it says more, and no time was lost yet."
                ),
            ),
            Row(
                20,
                "twenty clients fail at the same moment",
                "Full jitter: each wait is drawn from a range that doubles and is capped.",
                (
                    "tests/faults/test_rows_calls.py::test_waits_of_many_at_once_are_spread",
                    "tests/core/test_core_retry_table.py::test_the_jitter_is_full",
                    "tests/core/test_core_retry_table.py::test_the_wait_grows_and_is_bounded",
                ),
            ),
            Row(
                21,
                "somebody asks what happened",
                (
                    "Every attempt is in the error's history, in one log line and in one event, "
                    "without a secret."
                ),
                (
                    "tests/faults/test_telemetry.py::test_each_attempt_is_one_debug_line",
                    "tests/faults/test_telemetry.py::test_events_of_failures_are_those_of_the_error",
                    "tests/core/test_core_retries.py::test_all_kinds_of_failure_share_one_count",
                ),
            ),
        ),
    ),
    Group(
        "Writes",
        (
            Row(
                22,
                (
                    "a change, a creation, a deletion, a check, a run was carried out, then the connection breaks "
                    "or 500, 502, 503, 504 comes"
                ),
                (
                    "Sent once; the error says that it may have been applied, and how to find out. Where a later "
                    "step of a creation fails, it names the connection that exists now."
                ),
                (
                    "tests/core/test_core_retries.py::test_a_write_whose_outcome_nobody_knows_is_sent_once",
                    "tests/core/test_core_review.py::test_a_write_that_may_be_stored_says_how_to_find_out",
                    "tests/contract/test_openint_v0_life.py::test_a_later_step_that_fails_says_which_connection_exists",
                    "tests/faults/test_rows_writes.py::test_what_was_done_before_a_read_that_fails_is_not_kept_quiet",
                    "tests/faults/test_rows_writes.py::test_a_link_or_token_that_got_lost_may_be_asked_for_again",
                    "tests/faults/test_writes_under_fault.py::test_no_write_is_ever_doubled",
                    "tests/faults/test_writes_over_sockets.py::test_no_write_over_sockets_is_ever_doubled",
                    "tests/faults/test_write_list.py::test_every_operation_of_the_facade_that_writes_is_tried_under_fault",
                    "tests/faults/test_write_list.py::test_every_native_operation_that_writes_is_tried_under_fault",
                ),
            ),
            Row(
                23,
                "a change is refused with 429, or nobody listens",
                "Sent again: it surely was not processed.",
                (
                    "tests/core/test_core_retries.py::test_a_write_that_was_refused_with_429_is_sent_again",
                    "tests/core/test_core_retries.py::test_a_write_that_could_not_connect_is_sent_again",
                    "tests/core/test_core_retries.py::test_a_write_that_never_connects_was_not_applied",
                    "tests/faults/test_rows_writes.py::test_a_write_that_is_throttled_waits_as_long_as_it_is_told_and_is_made_once",
                ),
            ),
            Row(
                24,
                "a read that makes the vendor refresh a credential loses its connection",
                "Sent once; the error says that it may have been applied.",
                (
                    "tests/faults/test_rows_calls.py::test_a_read_that_forces_a_refresh_is_sent_once",
                    "tests/faults/test_rows_calls.py::test_a_list_that_forces_a_refresh_is_sent_once",
                    "tests/core/test_core_retries.py::test_a_read_that_may_refresh_a_credential_is_sent_once",
                    "tests/faults/test_rows_writes.py::test_a_forced_refresh_is_no_read_and_is_sent_once",
                ),
            ),
            Row(
                25,
                "a change of one member, to null, to false, of metadata",
                "The body holds exactly what was given.",
                ("tests/faults/test_rows_calls.py::test_a_write_is_exactly_what_was_given",),
            ),
            Row(
                26,
                "the answer to a change shows the state before it; ids of requests",
                (
                    "The server's word is returned; one id for all attempts of a call, another for "
                    "the next call."
                ),
                (
                    "tests/faults/test_rows_calls.py::test_a_write_returns_what_the_server_said_under_one_id_a_call",
                    "tests/core/test_core_retries.py::test_a_read_survives_two_failures",
                    "tests/core/test_core_retries.py::test_two_calls_have_two_request_ids",
                ),
            ),
        ),
    ),
    Group(
        "The connection",
        (
            Row(
                27,
                "a reset before the headers",
                "A read is sent again, a write is not.",
                (
                    "tests/core/test_core_wire_faults.py::test_a_read",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                28,
                "an end before the headers",
                "A read is sent again, a write is not.",
                (
                    "tests/core/test_core_wire_faults.py::test_a_read",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                29,
                "a reset inside the headers",
                "A read is sent again, a write is not.",
                (
                    "tests/core/test_core_wire_faults.py::test_a_read",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                30,
                "a body that breaks off, though what came is whole JSON",
                "Never taken for an answer; a read is sent again.",
                (
                    "tests/core/test_core_bodies.py::test_a_body_that_breaks_off_is_never_taken_though_it_is_whole_json",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                31,
                "chunks without the last one",
                "Never taken for an answer; a read is sent again.",
                (
                    "tests/core/test_core_bodies.py::test_a_body_that_breaks_off_is_never_taken_though_it_is_whole_json",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                32,
                ("a length beside chunks, two lengths, impossible lengths and chunk sizes, no HTTP at all"),
                "`APIConnectionError`, and the connection is not used again.",
                (
                    "tests/faults/test_rows_calls.py::test_a_length_beside_chunks_is_refused",
                    "tests/faults/test_rows_calls.py::test_a_write_answered_with_a_length_beside_chunks_may_have_been_applied",
                    "tests/core/test_core_wire_faults.py::test_a_read",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
                differently=(
                    "A length of a terabyte is no fault by itself: what is missing when the "
                    "connection ends makes it a lost connection, which a read repeats."
                ),
            ),
            Row(
                33,
                "a pooled connection dies under the next request",
                ("A read uses a new one. A write does so only when it was dead before anything was sent."),
                (
                    "tests/core/test_core_wire_faults.py::test_a_dead_pooled_connection_does_not_fail_a_read",
                    "tests/core/test_core_retries.py::test_a_write_on_a_pooled_connection_that_dies_is_sent_once",
                    "tests/core/test_core_retries.py::test_a_write_after_the_pooled_connection_was_closed_uses_a_new_one",
                ),
            ),
            Row(
                34,
                "a second answer that nobody asked for",
                "Never read as the answer to the next request; its connection is dropped.",
                (
                    "tests/core/test_core_wire_faults.py::test_an_answer_nobody_asked_for_is_never_read",
                    "tests/core/test_core_wire_faults.py::test_a_write_takes_no_answer_that_was_there_before_it",
                ),
            ),
            Row(
                35,
                "4 MB of headers",
                "`APIConnectionError` at the parser's limit.",
                (
                    "tests/core/test_core_wire_faults.py::test_a_read",
                    "tests/core/test_core_wire_faults.py::test_a_write",
                ),
            ),
            Row(
                36,
                "early hints, HTTP/1.0, the smallest chunks",
                "Read.",
                (
                    "tests/core/test_core_wire_faults.py::test_what_is_unusual_and_right_is_read",
                    "tests/core/test_core_bodies.py::test_a_small_chunked_body_is_read_byte_by_byte",
                ),
            ),
        ),
    ),
    Group(
        "Time",
        (
            Row(
                37,
                "headers that come late",
                ("Within the timeout they are read; beyond it the step times out, and a read is sent again."),
                (
                    "tests/core/test_core_deadlines.py::test_a_slow_answer_within_the_timeouts_is_read",
                    "tests/core/test_core_retries.py::test_a_read_that_times_out_is_sent_again",
                ),
            ),
            Row(
                38,
                "a body that comes late, in parts",
                "Read.",
                ("tests/core/test_core_deadlines.py::test_a_slow_answer_within_the_timeouts_is_read",),
            ),
            Row(
                39,
                "a byte or a header line every moment, for ever",
                "The deadline ends it wherever it drips: `APITimeoutError`, and the socket is gone.",
                (
                    "tests/core/test_core_deadlines.py::test_the_deadline_ends_a_drip",
                    "tests/core/test_core_deadlines.py::test_early_hints_without_end_meet_the_deadline_though_they_never_pause",
                ),
            ),
            Row(
                40,
                "silence before or inside the answer",
                ("A finite timeout for every step, none of which can be turned off; a read is sent again."),
                (
                    "tests/core/test_core_retries.py::test_a_read_that_times_out_is_sent_again",
                    "tests/core/test_core_deadlines.py::test_the_deadline_ends_a_drip",
                    "tests/core/test_core_deadlines.py::test_the_deadline_spans_all_attempts",
                    "tests/core/test_core_arguments.py::test_settings_that_cannot_work_are_refused_at_once",
                ),
            ),
            Row(
                41,
                "Membrane holds the answer back for as long as it was asked to",
                "The step may take longer than the server was told to wait: one request.",
                (
                    "tests/core/test_core_deadlines.py::test_a_long_poll_is_given_the_time_it_was_told_to_take",
                    "tests/core/test_core_waiting.py::test_membrane_waits_on_its_side_no_longer_than_it_may",
                ),
            ),
            Row(
                42,
                "a long poll that overruns, or gives up with 504",
                "It ends within the time that was given; a 504 is polled again.",
                (
                    "tests/core/test_core_waiting.py::test_a_poll_in_which_the_server_stalls_ends_in_time",
                    "tests/core/test_core_waiting.py::test_a_poll_that_is_lost_is_survived",
                    "tests/core/test_core_waiting.py::test_it_ends_when_the_time_is_over",
                ),
            ),
        ),
    ),
    Group(
        "The body",
        (
            Row(
                43,
                "200 with HTML or `OK`",
                "`APIResponseError`.",
                ("tests/faults/test_rows_bodies.py::test_what_is_no_json_is_no_success",),
                differently=(
                    "The error says where the JSON stops being JSON, and not the content type, which "
                    "says nothing reliable."
                ),
            ),
            Row(
                44,
                "JSON under another content type, or none",
                "Read when it is UTF-8 JSON; in another encoding it is an `APIResponseError`.",
                (
                    "tests/faults/test_rows_bodies.py::test_json_is_read_whatever_it_is_called",
                    "tests/faults/test_rows_bodies.py::test_json_in_another_encoding_is_refused",
                ),
            ),
            Row(
                45,
                "an empty or blank 200",
                "`APIResponseError`.",
                ("tests/faults/test_rows_bodies.py::test_nothing_is_no_success",),
            ),
            Row(
                46,
                "cut, broken or doubled JSON",
                "`APIResponseError` without a word of it.",
                ("tests/faults/test_rows_bodies.py::test_broken_json_is_refused_unquoted",),
            ),
            Row(
                47,
                "bytes that are no UTF-8",
                (
                    "`APIResponseError` without a byte of it; in a member that no model has, when "
                    "`raw` is read."
                ),
                ("tests/faults/test_rows_bodies.py::test_what_is_no_utf8_is_refused_unquoted",),
            ),
            Row(
                48,
                "a byte order mark; UTF-16 or UTF-32 that claims to be UTF-8",
                "The mark is skipped; the others are an `APIResponseError`.",
                (
                    "tests/faults/test_rows_bodies.py::test_a_byte_order_mark_is_skipped",
                    "tests/faults/test_rows_bodies.py::test_wide_encodings_are_refused",
                ),
            ),
            Row(
                49,
                "gzip and deflate",
                "Read.",
                (
                    "tests/core/test_core_bodies.py::test_packed_answers_are_read",
                    "tests/core/test_core_bodies.py::test_what_was_packed_is_read_in_parts_of_any_size",
                ),
            ),
            Row(
                50,
                "a decompression bomb of 256 MB",
                "`ResponseTooLargeError` at the limit; memory grows by the limit and little more.",
                (
                    "tests/core/test_core_bodies.py::test_a_bomb_costs_its_limit_and_no_more",
                    "tests/faults/test_rows_bodies.py::test_a_bomb_takes_no_more_memory_than_its_limit",
                ),
            ),
            Row(
                51,
                "encodings inside encodings",
                "`APIResponseError` before anything is unpacked: only one was asked for.",
                (
                    "tests/core/test_core_bodies.py::test_a_broken_encoding_is_no_answer",
                    "tests/core/test_core_bodies.py::test_two_encoding_headers_are_a_nested_encoding",
                ),
            ),
            Row(
                52,
                "corrupt, cut or false gzip; an encoding nobody asked for",
                "`APIResponseError`.",
                (
                    "tests/core/test_core_bodies.py::test_a_broken_encoding_is_no_answer",
                    "tests/core/test_core_bodies.py::test_a_body_that_stops_early_is_refused",
                ),
            ),
            Row(
                53,
                "100 000 nested arrays; 500 levels that somebody means",
                "Refused as one typed error; 500 levels are read, shown, and in `raw`.",
                (
                    "tests/faults/test_rows_bodies.py::test_a_hundred_thousand_levels_are_refused",
                    "tests/faults/test_rows_bodies.py::test_five_hundred_levels_are_read_and_shown",
                ),
                differently=(
                    "There is no `to_dict()`: `raw` is that dictionary. `attrs.asdict` and `pickle` "
                    "recurse by themselves, and may give up before that."
                ),
            ),
            Row(
                54,
                "an integer of 5000 digits; 1e999",
                "`APIResponseError`; in a member that no model has, when `raw` is read.",
                ("tests/faults/test_rows_bodies.py::test_numbers_no_machine_holds_are_typed",),
            ),
            Row(
                55,
                "NaN and Infinity",
                "`APIResponseError`, wherever they stand.",
                ("tests/faults/test_rows_bodies.py::test_constants_that_are_no_json_are_refused",),
            ),
            Row(
                56,
                "an id that comes twice",
                "One that is another's is refused. Otherwise all views agree on which counts.",
                (
                    "tests/faults/test_rows_bodies.py::test_a_second_id_that_is_another_is_refused",
                    "tests/faults/test_rows_bodies.py::test_of_an_id_that_comes_twice_the_last_one_counts_everywhere",
                ),
                differently=(
                    "The last one counts, not the first, in the unified model, `native` and `raw` "
                    "alike: it is what JSON parsers do, and it is compared with the id that was "
                    "asked for."
                ),
            ),
            Row(
                57,
                "another root: array, null, text, number, true, an empty object",
                "`APIResponseError`.",
                ("tests/faults/test_rows_bodies.py::test_another_root_is_no_success",),
            ),
            Row(
                58,
                "8 MB that are good; a body without end",
                "Read; cut off at the limit, and the connection with it.",
                (
                    "tests/core/test_core_bodies.py::test_a_large_good_body_is_read",
                    "tests/core/test_core_bodies.py::test_a_body_without_an_end_is_cut_off",
                ),
            ),
            Row(
                59,
                "200 000 members",
                "Read.",
                ("tests/faults/test_rows_bodies.py::test_two_hundred_thousand_members_are_read",),
            ),
            Row(
                60,
                "half a character (a lone surrogate)",
                "`APIResponseError`, so that nothing which cannot be printed gets in.",
                (
                    "tests/faults/test_rows_bodies.py::test_a_lone_surrogate_is_refused",
                    "tests/faults/test_rows_bodies.py::test_what_is_no_utf8_is_refused_unquoted",
                ),
            ),
            Row(
                61,
                "line breaks, escapes, NUL and direction marks in names and messages",
                "A repr stays one printable line; a message is cleaned before it becomes an error's.",
                (
                    "tests/faults/test_rows_bodies.py::test_control_characters_in_a_name_stay_on_one_line",
                    "tests/core/test_core_statuses.py::test_a_message_holds_neither_the_token_nor_control_characters",
                    "tests/faults/test_telemetry.py::test_a_line_stays_one_line_whatever_the_server_says",
                ),
            ),
        ),
    ),
    Group(
        "The schema",
        (
            Row(
                62,
                "a state or a connector that no spec knows yet",
                "Kept as the vendor wrote it; the unified status is `UNKNOWN`.",
                (
                    "tests/faults/test_rows_schemas.py::test_what_no_spec_knows_yet_is_kept",
                    "tests/faults/test_rows_schemas.py::test_a_state_no_spec_knows_yet_is_kept",
                ),
            ),
            Row(
                63,
                "a member that has to be there is missing",
                "`APIResponseError` that names the member.",
                ("tests/faults/test_rows_schemas.py::test_a_member_that_has_to_be_there_is_named",),
            ),
            Row(
                64,
                "only the members that have to be there",
                "A model; what is absent is `UNSET`, which is not `None`.",
                ("tests/faults/test_rows_schemas.py::test_the_members_that_have_to_be_there_are_enough",),
            ),
            Row(
                65,
                "null where it may stand, and where not",
                "`None`; `APIResponseError` that names the member.",
                (
                    "tests/faults/test_rows_schemas.py::test_null_is_read_where_it_may_stand",
                    "tests/faults/test_rows_schemas.py::test_null_is_refused_where_it_may_not_stand",
                ),
            ),
            Row(
                66,
                "new members, one of them a secret",
                "Kept in `raw`, shown nowhere.",
                (
                    "tests/faults/test_rows_schemas.py::test_what_the_vendor_adds_is_kept_and_hidden",
                    "tests/contract/test_contract_get.py::test_members_no_spec_knows_are_kept_in_raw_and_shown_nowhere",
                ),
            ),
            Row(
                67,
                "members called `__class__`, `self` or nothing at all",
                "Data.",
                ("tests/faults/test_rows_schemas.py::test_members_with_names_of_pythons_are_data",),
            ),
            Row(
                68,
                'a number for a text, `"false"` for false, a list for an object',
                "`APIResponseError`: nothing is coerced.",
                ("tests/faults/test_rows_schemas.py::test_no_member_is_bent_into_its_type",),
            ),
            Row(
                69,
                "somebody else's connection",
                "`APIResponseError`: the id is compared with the one asked for.",
                (
                    "tests/core/test_core_answers.py::test_an_answer_about_another_connection_is_refused",
                    "tests/core/test_core_answers.py::test_a_write_answered_with_another_connection_may_have_been_applied",
                ),
            ),
            Row(
                70,
                "odd dates",
                "The text is kept in `native` and `raw`; the unified date is `None`.",
                (
                    "tests/faults/test_rows_schemas.py::test_an_odd_date_stays_the_text_it_is",
                    "tests/faults/test_rows_schemas.py::test_a_date_at_the_edge_of_time_overflows_nothing",
                ),
            ),
            Row(
                71,
                "a vendor's error envelope under a 200",
                "`APIResponseError` with the vendor's code; its message, which may be anything, is not quoted.",
                (
                    "tests/core/test_core_answers.py::test_an_error_under_the_status_of_a_success_has_the_vendors_code",
                    "tests/faults/test_rows_schemas.py::test_an_error_that_says_200_is_no_success",
                    "tests/faults/test_rows_schemas.py::test_an_error_that_says_200_has_the_vendors_code",
                    "tests/faults/test_rows_schemas.py::test_the_code_of_workivas_envelope_is_said",
                ),
            ),
            Row(
                72,
                "Workiva's 200 with another code inside, without its envelope, without a body",
                "`APIResponseError`; the code may be a number or text.",
                (
                    "tests/faults/test_rows_schemas.py::test_an_error_in_workivas_envelope_is_no_success",
                    "tests/faults/test_rows_schemas.py::test_the_code_of_workivas_envelope_is_said",
                    "tests/faults/test_rows_schemas.py::test_workivas_code_may_be_text",
                ),
            ),
            Row(
                73,
                "an action without details; links that are no plain https; orders to a program",
                (
                    "The status says that an action is required; only plain https links are offered; "
                    "nothing is fetched or obeyed."
                ),
                (
                    "tests/faults/test_rows_schemas.py::test_an_action_without_its_details_is_still_required",
                    "tests/faults/test_rows_schemas.py::test_a_link_or_an_order_of_the_vendors_is_data",
                    "tests/faults/test_rows_schemas.py::test_a_plain_link_is_offered",
                    "tests/contract/test_openint_life.py::test_a_link_that_leads_elsewhere_is_not_handed_on",
                ),
            ),
            Row(
                74,
                "errors caused by errors, 200 deep",
                "Read and shown.",
                ("tests/faults/test_rows_schemas.py::test_errors_caused_by_errors_are_read_and_shown",),
            ),
        ),
    ),
    Group(
        "Redirects",
        (
            Row(
                75,
                "a redirect within the origin",
                "`RedirectError`: none is followed, whatever its status.",
                (
                    "tests/faults/test_rows_calls.py::test_every_redirect_of_a_read_is_refused",
                    "tests/core/test_core_statuses.py::test_a_redirect_goes_nowhere",
                ),
            ),
            Row(
                76,
                "a redirect to another port, host or scheme",
                "`RedirectError`: the other side hears nothing.",
                ("tests/core/test_core_statuses.py::test_a_redirect_goes_nowhere",),
                differently="The error does not name the target: a Location can carry tokens in its query.",
            ),
            Row(
                77,
                "a target without a scheme, with a user name, with backslashes",
                "`RedirectError`: no target is even looked at.",
                ("tests/core/test_core_statuses.py::test_a_redirect_goes_nowhere",),
            ),
            Row(
                78,
                "out and back again; one hop fails first",
                "`RedirectError` after the one request, also on a retry.",
                (
                    "tests/faults/test_rows_calls.py::test_a_redirect_that_leads_out_and_back_or_in_a_circle_is_one_request",
                    "tests/core/test_core_statuses.py::test_a_redirect_after_a_retry_is_refused_too",
                ),
            ),
            Row(
                79,
                "a circle, a long chain",
                "`RedirectError` after the one request.",
                (
                    "tests/faults/test_rows_calls.py::test_a_redirect_that_leads_out_and_back_or_in_a_circle_is_one_request",
                ),
            ),
            Row(
                80,
                "no target, a broken one, `file:`, `ftp:`, an empty one",
                "`RedirectError`.",
                ("tests/core/test_core_statuses.py::test_a_redirect_goes_nowhere",),
            ),
            Row(
                81,
                "a redirected write",
                "`RedirectError`; the body goes nowhere else.",
                ("tests/core/test_core_statuses.py::test_every_redirect_of_a_write_is_refused",),
            ),
        ),
    ),
    Group(
        "Secrets",
        (
            Row(
                82,
                "the server repeats the caller's token",
                "Taken out of message, code and request id.",
                (
                    "tests/core/test_core_statuses.py::test_a_message_holds_neither_the_token_nor_control_characters",
                    "tests/core/test_core_statuses.py::test_the_v0_key_is_kept_out_of_messages_too",
                ),
            ),
            Row(
                83,
                "details of an error hold a customer's token",
                "They are not kept.",
                (
                    "tests/core/test_core_statuses.py::test_details_of_an_error_are_not_shown",
                    "tests/core/test_core_leaks.py::test_an_error_of_a_read_is_clean",
                ),
            ),
            Row(
                84,
                "an invalid answer with secrets in it",
                "The error names paths and types.",
                (
                    "tests/core/test_core_leaks.py::test_an_error_of_a_read_is_clean",
                    "tests/core/test_core_leaks.py::test_an_error_of_a_write_is_clean",
                ),
            ),
            Row(
                85,
                "repr, str, format, `asdict`, pickles and copies of providers, clients, models",
                "`Secret(***)`, or nothing at all.",
                (
                    "tests/faults/test_rows_life.py::test_nothing_shows_a_secret_unasked",
                    "tests/faults/test_canary.py::test_what_goes_well_shows_nothing",
                    "tests/faults/test_canary.py::test_what_a_client_is_made_of_shows_nothing",
                ),
            ),
            Row(
                86,
                (
                    "logs at DEBUG, `logging.exception`, local variables in a crash report that prints them or walks "
                    "through mappings and lists"
                ),
                "What a call was, and nothing of what it carried; no frame of ours holds a secret in the open.",
                (
                    "tests/faults/test_rows_life.py::test_a_crash_report_of_a_failed_call_is_clean",
                    "tests/core/test_core_leaks.py::test_an_error_of_a_read_is_clean",
                    "tests/core/test_core_options.py::test_logs_hold_metadata_only",
                    "tests/faults/test_canary.py::test_what_fails_shows_nothing",
                    "tests/faults/test_canary_alone.py::test_a_generated_client_alone_shows_nothing",
                    "tests/faults/test_canary_alone.py::test_nor_when_all_goes_well",
                    "tests/generator/test_sender_logs.py::test_a_request_leaves_nothing_in_the_libraries_logs",
                ),
                differently=(
                    "Names and ids that a caller gives are in the frames they pass through; mappings, such as "
                    "credentials and metadata, are hidden from the public method on. The body of a free request is "
                    "in the frame of `request` as its caller wrote it, and nowhere deeper."
                ),
            ),
            Row(
                87,
                "Set-Cookie",
                "Not kept.",
                (
                    "tests/core/test_core_origins.py::test_tenants_share_no_cookies",
                    "tests/core/test_core_statuses.py::test_a_redirect_goes_nowhere",
                ),
            ),
            Row(
                88,
                "links in headers and members",
                "Data: nothing is fetched.",
                (
                    "tests/core/test_core_statuses.py::test_links_in_an_answer_are_data",
                    "tests/faults/test_rows_schemas.py::test_a_link_or_an_order_of_the_vendors_is_data",
                ),
            ),
            Row(
                89,
                "proxy variables, netrc, certificate variables",
                "Not read; `proxy=` and `verify=` are the ways to ask for it.",
                (
                    "tests/core/test_core_origins.py::test_no_variable_moves_a_request",
                    "tests/core/test_core_origins.py::test_no_variable_changes_what_is_trusted",
                    "tests/core/test_core_origins.py::test_a_proxy_is_used_when_asked_for",
                ),
            ),
        ),
    ),
    Group(
        "Tokens",
        (
            Row(
                90,
                "a 401, after which a new token works",
                "One new token, one more request, for writes too: a 401 was not processed.",
                (
                    "tests/core/test_core_auth.py::test_a_401_renews_once_and_repeats_once",
                    "tests/faults/test_rows_calls.py::test_a_write_that_met_a_401_is_sent_again_once_with_a_new_token",
                    "tests/faults/test_rows_writes.py::test_a_token_that_is_taken_back_in_the_middle_of_a_wait_is_replaced",
                ),
            ),
            Row(
                91,
                "a 401 for ever",
                "`AuthenticationError` after one new token.",
                (
                    "tests/core/test_core_auth.py::test_a_401_for_ever_is_an_error_after_one_renewal",
                    "tests/core/test_core_auth.py::test_a_credential_that_cannot_change_is_not_tried_twice",
                ),
            ),
            Row(
                92,
                (
                    "a lifetime of a second, below nothing, as text, beyond all numbers, none; a wait or a list that "
                    "outlasts its token"
                ),
                (
                    "A margin, a day at most, a clock that nobody sets; a token without a usable "
                    "lifetime serves one call. What lasts longer gets the next token in time."
                ),
                (
                    "tests/faults/test_rows_writes.py::test_a_run_that_outlives_its_tokens_is_waited_for_to_its_end",
                    "tests/faults/test_rows_writes.py::test_a_list_that_is_read_for_longer_than_its_token_lasts_is_whole",
                    "tests/faults/test_rows_writes.py::test_a_list_that_is_read_for_longer_than_a_signed_token_lasts_is_whole",
                    "tests/faults/test_rows_life.py::test_a_token_lives_as_long_as_it_says_and_no_longer_than_a_day",
                    "tests/faults/test_rows_life.py::test_a_token_whose_life_makes_no_sense_serves_once",
                    "tests/core/test_core_auth.py::test_the_wall_clock_does_not_matter",
                    "tests/core/test_core_auth.py::test_a_token_is_replaced_before_it_ends",
                    "tests/core/test_core_auth_shared.py::test_the_margin_is_a_minute_or_half_of_a_short_life",
                ),
            ),
            Row(
                93,
                "fifty calls at once without a token, or all refused",
                "One request for a token; a late 401 drops no newer one.",
                (
                    "tests/core/test_core_auth.py::test_fifty_at_once_fetch_one_token",
                    "tests/core/test_core_auth.py::test_fifty_at_once_that_are_refused_renew_one_token",
                    "tests/core/test_core_auth_shared.py::test_a_late_401_does_not_drop_a_newer_token",
                ),
            ),
            Row(
                94,
                "a token endpoint that answers with errors, HTML, another type of token, nothing",
                (
                    "Asked again where that may help; then a typed error of `fetch_token` that quotes neither "
                    "the secret nor the answer."
                ),
                (
                    "tests/core/test_core_review.py::test_a_token_endpoint_that_fails_once_is_asked_again",
                    "tests/core/test_core_auth.py::test_a_token_endpoint_that_fails_is_typed_and_quoted_nowhere",
                    "tests/core/test_core_leaks.py::test_an_error_of_the_token_endpoint_is_clean",
                ),
            ),
            Row(
                95,
                "a 401 that asks for another way to sign in",
                "`AuthenticationError`: no other way is taken.",
                ("tests/core/test_core_wire_faults.py::test_another_way_to_sign_in_is_not_taken",),
            ),
        ),
    ),
    Group(
        "Pages",
        (
            Row(
                96,
                "OpenInt's own total and flag; the flag upside down, missing, always false",
                "A whole list.",
                (
                    "tests/faults/test_rows_lists.py::test_a_list_is_whole_whatever_is_said_beside_it",
                    "tests/core/test_core_paging.py::test_a_list_is_whole_whatever_the_server_says",
                ),
            ),
            Row(
                97,
                "an offset that is ignored; pages without end",
                (
                    "It ends: after pages without anything new, or at the cap; the items come before "
                    "the error."
                ),
                (
                    "tests/core/test_core_paging.py::test_a_server_that_ignores_the_offset_is_stopped",
                    "tests/faults/test_rows_lists.py::test_full_pages_without_end_meet_the_cap",
                    "tests/faults/test_rows_lists.py::test_a_list_is_whole_whatever_is_said_beside_it",
                ),
            ),
            Row(
                98,
                "a total that shrinks or grows",
                "The items decide.",
                ("tests/faults/test_rows_lists.py::test_a_list_is_whole_whatever_is_said_beside_it",),
            ),
            Row(
                99,
                "items that come again on the next page",
                "Given once.",
                ("tests/core/test_core_paging.py::test_items_that_come_twice_are_given_once",),
            ),
            Row(
                100,
                "an empty page in the middle",
                "`PaginationError` when more was promised, with the place to go on from.",
                (
                    "tests/core/test_core_paging.py::test_an_empty_page_before_the_promised_end_is_an_error",
                    "tests/core/test_core_paging.py::test_a_cursor_leads_from_page_to_page",
                ),
                differently=(
                    "For lists by offset the next request would be the same one again, so it is left "
                    "to the caller. For lists by cursor an empty page is no end, and the list goes "
                    "on."
                ),
            ),
            Row(
                101,
                "a page that is capped, overfull, or says another offset",
                "The list goes on from what came.",
                (
                    "tests/faults/test_rows_lists.py::test_a_page_that_is_capped_is_not_the_last",
                    "tests/faults/test_rows_lists.py::test_a_page_that_is_overfull_counts_as_what_it_is",
                    "tests/faults/test_rows_lists.py::test_a_list_is_whole_whatever_is_said_beside_it",
                ),
            ),
            Row(
                102,
                "totals that are negative, text, null, missing, beyond reach; items that are none",
                "Totals are hints; items have to be right: `APIResponseError`.",
                (
                    "tests/faults/test_rows_lists.py::test_a_list_is_whole_whatever_is_said_beside_it",
                    "tests/faults/test_rows_lists.py::test_a_total_nobody_can_reach_ends_the_list_with_its_items",
                    "tests/faults/test_rows_lists.py::test_items_that_are_none_are_refused",
                ),
            ),
            Row(
                103,
                "page two fails twice, page three is gone; one of several providers fails",
                (
                    "Repeated; then `PaginationError` after the items, with how many there were and "
                    "where to go on. Collected on request, it hides no other provider."
                ),
                (
                    "tests/core/test_core_several.py::test_a_provider_that_fails_breaks_the_list_off_and_says_where_to_go_on",
                    "tests/core/test_core_several.py::test_collected_errors_hide_nobody",
                    "tests/faults/test_rows_lists.py::test_a_list_with_a_collected_error_can_be_gone_on_with",
                    "tests/faults/test_rows_lists.py::test_a_page_that_is_gone_leaves_what_was_read",
                    "tests/core/test_core_paging.py::test_a_page_that_fails_once_is_read_again",
                    "tests/core/test_core_paging.py::test_a_list_that_breaks_off_says_where_to_go_on",
                ),
            ),
            Row(
                104,
                "a page size of 0, below 0, above the vendor's largest",
                "`InvalidArgumentError`, which is a `ValueError`; nothing is sent.",
                (
                    "tests/core/test_core_arguments.py::test_a_list_that_cannot_work_is_refused_when_it_is_asked_for",
                ),
            ),
        ),
    ),
    Group(
        "Concurrency and life",
        (
            Row(
                105,
                "32 threads or tasks share a client",
                "Every answer reaches the call it belongs to.",
                (
                    "tests/core/test_core_life.py::test_one_client_serves_many_threads_and_tasks",
                    "tests/faults/test_telemetry.py::test_responses_of_calls_made_at_once_are_not_mixed",
                ),
            ),
            Row(
                106,
                "a second event loop",
                "Works. A loop that ends closes the connections that were opened in it.",
                (
                    "tests/core/test_core_life.py::test_a_second_loop_works",
                    "tests/core/test_core_loops.py::test_a_loop_that_ends_closes_what_was_opened_in_it",
                    "tests/core/test_core_loops.py::test_a_loop_that_was_only_closed_is_tidied_up_after",
                ),
            ),
            Row(
                107,
                "hundreds of cancelled tasks",
                "No place in the pool is lost; the cancellation passes through.",
                (
                    "tests/core/test_core_life.py::test_hundreds_of_cancelled_scopes_cost_no_slot",
                    "tests/core/test_core_life.py::test_hundreds_of_tasks_cancelled_by_asyncio_cost_no_slot",
                    "tests/core/test_core_life.py::test_a_task_cancelled_twice_lets_go_once",
                ),
            ),
            Row(
                108,
                "no connection comes free",
                "`APITimeoutError` after the timeout; nothing was sent.",
                (
                    "tests/core/test_core_deadlines.py::test_a_pool_without_a_free_place_is_a_typed_timeout",
                    "tests/faults/test_rows_writes.py::test_a_write_that_found_no_free_connection_was_not_sent",
                ),
            ),
            Row(
                109,
                "a fork after the first call",
                "The child opens sockets of its own, and waits for no lock of its parent.",
                (
                    "tests/core/test_core_life.py::test_a_forked_child_opens_sockets_of_its_own",
                    "tests/core/test_core_life.py::test_a_fork_after_an_async_run_works",
                    "tests/core/test_core_life.py::test_a_child_forked_while_another_thread_is_under_way",
                ),
            ),
            Row(
                110,
                "closed, closed twice, used after that, never closed, a supplied transport",
                (
                    "`ClientClosedError` and no request; `ResourceWarning` for a client that is "
                    "dropped after use; a supplied transport stays open."
                ),
                (
                    "tests/faults/test_rows_writes.py::test_a_closed_client_signs_no_token_either",
                    "tests/core/test_core_arguments.py::test_a_closed_client_says_so_and_sends_nothing",
                    "tests/core/test_core_arguments.py::test_closing_ends_the_sockets",
                    "tests/core/test_core_arguments.py::test_a_transport_of_the_users_own_stays_open",
                    "tests/faults/test_rows_life.py::test_a_client_dropped_with_its_connections_is_complained_about",
                    "tests/faults/test_rows_life.py::test_a_client_that_left_nothing_open_goes_quietly",
                    "tests/faults/test_rows_life.py::test_a_blocking_client_that_is_dropped_frees_its_sockets",
                    "tests/faults/test_rows_life.py::test_a_copy_keeps_the_connections_of_its_client",
                ),
            ),
        ),
    ),
    Group(
        "Input",
        (
            Row(
                111,
                "ids that are steps in a path, empty, or hold a slash, a question mark, a line break",
                "`InvalidArgumentError`, or one quoted segment.",
                (
                    "tests/core/test_core_arguments.py::test_a_reference_that_cannot_be_meant_is_refused",
                    "tests/core/test_core_arguments.py::test_an_id_is_one_segment_or_refused",
                    "tests/core/test_core_arguments.py::test_a_percent_sign_is_quoted",
                ),
            ),
            Row(
                112,
                "a credential or header with a line break, NUL, a blank, beyond ASCII",
                "`ConfigurationError` when it is given, without the value.",
                (
                    "tests/core/test_core_secrets.py::test_a_credential_no_header_can_carry_is_refused_unseen",
                    "tests/core/test_core_options.py::test_headers_that_could_mislead_are_refused_unseen",
                    "tests/faults/test_telemetry.py::test_a_header_that_cannot_be_sent_is_refused_unseen",
                ),
                differently=(
                    "It is `ConfigurationError`, of the one root, and no `ValueError`: it is how the "
                    "client is set up, not an argument of a call."
                ),
            ),
            Row(
                113,
                "a base URL with a user name, a query, a fragment, plain http, a last slash",
                "`ConfigurationError`; a last slash is taken off.",
                (
                    "tests/core/test_core_origins.py::test_a_base_url_that_could_mislead_is_refused_unseen",
                    "tests/core/test_core_origins.py::test_a_base_url_is_kept_without_its_last_slash",
                    "tests/core/test_core_origins.py::test_a_slash_at_the_end_does_not_double",
                ),
                differently="It is `ConfigurationError`, of the one root, and no `ValueError`.",
            ),
            Row(
                114,
                "a certificate that nobody trusts, or of another host",
                "`APIConnectionError` after one handshake; nothing is sent, nothing is repeated.",
                (
                    "tests/faults/test_rows_life.py::test_a_certificate_that_cannot_be_trusted_ends_the_call",
                    "tests/faults/test_rows_life.py::test_a_certificate_that_is_trusted_is_taken",
                    "tests/core/test_core_wire_faults.py::test_a_failed_handshake_is_neither_repeated_nor_applied",
                ),
            ),
        ),
    ),
    Group(
        "Generation and release",
        (
            Row(
                115,
                "code in every text of a spec",
                "Prose stays prose; elsewhere it is refused or stays a text.",
                (
                    "tests/generator/test_hostile.py::test_prose_is_never_code",
                    "tests/generator/test_hostile.py::test_a_text_anywhere_is_refused_or_harmless",
                    "tests/generator/test_hostile.py::test_importing_runs_nothing_of_a_spec",
                ),
            ),
            Row(
                116,
                "names that lead out of the output's folder",
                "Refused.",
                (
                    "tests/generator/test_hostile.py::test_a_spec_file_cannot_leave_the_folder",
                    "tests/generator/test_rules.py::test_what_breaks_a_rule_is_refused_at_its_place",
                    "tests/generator/test_tree.py::test_a_manifest_cannot_name_what_is_not_a_package",
                ),
            ),
            Row(
                117,
                (
                    "references to other places, aliases that explode, names that collide, a "
                    "thousand variants, something dropped on the way"
                ),
                (
                    "Refused by file, place and rule; nothing is fetched; what a tool drops or warns "
                    "of fails the run."
                ),
                (
                    "tests/generator/test_rules.py::test_what_breaks_a_rule_is_refused_at_its_place",
                    "tests/generator/test_reading.py::test_what_is_not_plain_is_refused",
                    "tests/generator/test_hostile.py::test_a_union_of_a_thousand_members_is_refused",
                    "tests/generator/test_hostile.py::test_nothing_is_fetched",
                    "tests/generator/test_tree.py::test_what_is_dropped_in_parsing_fails_the_run",
                    "tests/generator/test_tree.py::test_what_a_tool_says_wrong_fails_the_run",
                ),
            ),
            Row(
                118,
                "the same spec again; a changed spec",
                "The same bytes; a check names every file that differs.",
                (
                    "tests/generator/test_tree.py::test_the_bytes_depend_on_nothing_around",
                    "tests/generator/test_tree.py::test_check_sees_a_change_and_a_run_undoes_it",
                    "tests/generator/test_tree.py::test_the_committed_packages_are_what_the_specs_say",
                ),
                differently=(
                    "No tool says whether a change breaks users. Any change of a spec changes "
                    "committed code, which the check demands and a reviewer sees."
                ),
            ),
            Row(
                119,
                "a poisoned dependency, action or token",
                (
                    "Locks with hashes, actions pinned by hash, no stored token, the job that "
                    "publishes runs nothing of ours, and attests."
                ),
                (
                    "tests/project/test_release.py::test_every_action_is_pinned_by_its_hash",
                    "tests/project/test_release.py::test_no_job_may_do_more_than_it_needs",
                    "tests/project/test_release.py::test_no_secret_is_stored_for_a_workflow",
                    "tests/project/test_release.py::test_the_job_that_may_publish_runs_nothing_of_ours",
                    "tests/project/test_release.py::test_a_lock_holds_versions_and_hashes_and_no_address",
                    "tests/project/test_release.py::test_every_group_that_a_session_installs_has_its_lock_and_is_installed_by_hash",
                    "tests/project/test_release.py::test_nothing_is_installed_without_its_hash",
                ),
                differently=(
                    "The build's own check installs the wheel as a user would, with whatever its "
                    "dependencies are that day; what is uploaded is made before. Whoever installs a release "
                    "verifies its attestations with the index's tools; no test here can."
                ),
            ),
            Row(
                120,
                "an error class that nobody catches",
                "Every fault above ends in a subclass of `TrunklineError`.",
                (
                    "tests/faults/test_rows_calls.py::test_every_row_ends_in_the_one_root",
                    "tests/fuzz/test_fuzz.py::test_only_typed_errors_come_out",
                    "tests/core/test_core_statuses.py::test_everything_is_one_root",
                    "tests/project/test_exports.py::test_every_error_is_shown",
                ),
            ),
        ),
    ),
)

ROWS = tuple(row for group in GROUPS for row in group.rows)
