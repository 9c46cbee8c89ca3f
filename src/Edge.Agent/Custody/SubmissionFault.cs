namespace Edge.Agent.Custody;

/// <summary>What is wrong with a submission.</summary>
internal enum SubmissionFault
{
    Invalid,
    TooLarge,

    /// <summary>Its id belongs to a record of other content.</summary>
    OtherContent,

    /// <summary>Its id belongs to a record whose file was found damaged.</summary>
    Damaged,
}
