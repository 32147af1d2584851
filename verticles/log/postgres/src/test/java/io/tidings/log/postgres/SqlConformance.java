package io.tidings.log.postgres;

import io.tidings.log.tck.AppendConformance;
import io.tidings.log.tck.BoundaryConformance;
import io.tidings.log.tck.BoundaryReadConformance;
import io.tidings.log.tck.CriteriaConformance;
import io.tidings.log.tck.CursorConformance;
import io.tidings.log.tck.ExpectedVersionConformance;
import io.tidings.log.tck.FilterConformance;
import io.tidings.log.tck.RepeatConformance;
import io.tidings.log.tck.ReuseConformance;

/** The suites that go through every SQL statement; between the oldest and the newest version. */
interface SqlConformance
    extends AppendConformance,
        ExpectedVersionConformance,
        RepeatConformance,
        ReuseConformance,
        FilterConformance,
        CursorConformance,
        BoundaryConformance,
        CriteriaConformance,
        BoundaryReadConformance {}
