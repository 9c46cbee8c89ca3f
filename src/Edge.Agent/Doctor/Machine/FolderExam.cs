using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Agent.Doctor.Machine;

/// <summary>The data folder and the disk under it.</summary>
internal sealed class FolderExam(DataFolder data, SpoolOptions options)
{
    private const double MiB = 1 << 20;

    private static readonly Said OtherDisk = new("dùng ổ đĩa thật; chỉ khi chạy thử mới đặt Spool:AllowVolatile=true", "use a disk; only for a trial set Spool:AllowVolatile=true");

    /// <summary>Whether records can be written here, tried by writing and syncing a file.</summary>
    public Finding Folder()
    {
        if (File.Exists(data.Root)) return Subject.Folder.Fault($"{data.Root} không phải là thư mục", $"{data.Root} is no folder", new("dùng --data với thư mục dữ liệu của máy", "give --data the board's data folder"));
        switch (Reach.Of(data.Root))
        {
            case Reached.Missing:
                return Subject.Folder.Fault($"không có {data.Root}", $"{data.Root} is missing",
                    new("cấp phát máy sẽ tạo ra nó: edge-agent provision TỆP", "provisioning makes it: edge-agent provision FILE"));
            case Reached.NoPermission:
                return NoPermission();
        }
        try
        {
            Probe();
            if (Foreign() is { } foreign) return foreign;
            return Subject.Folder.Ok($"{data.Root} ghi và đồng bộ được", $"{data.Root} can be written and synced");
        }
        catch (Exception e) when (Reach.IsPermission(e))
        {
            return NoPermission();
        }
        catch (DiskException e) when (e.Errno == LibC.ReadOnlyFileSystem)
        {
            return Subject.Folder.Fault($"{data.Root} chỉ đọc: ổ đĩa gắn như vậy, hoặc nhân hệ thống đã khóa ghi sau khi đĩa lỗi", $"{data.Root} is read-only: the disk is mounted so, or the kernel made it so after an error on it",
                new("xem dmesg; kiểm tra hoặc thay thẻ nhớ, rồi khởi động lại", "look at dmesg; check the card or replace it, then start again"), e.Message);
        }
        catch (DiskException e) when (e.IsFull)
        {
            return Subject.Folder.Fault($"{data.Root} đã đầy: không ghi thêm được gì", $"{data.Root} is full: nothing more can be written",
                new("dọn chỗ trên ổ đĩa này; không xóa gì trong thư mục dữ liệu", "make room on this disk; delete nothing in the data folder"), e.Message);
        }
        catch (IOException e)
        {
            return Subject.Folder.Fault($"{data.Root} không ghi được", $"{data.Root} cannot be written", new("kiểm tra thẻ nhớ; xem dmesg", "check the card; look at dmesg"), e.Message);
        }
    }

    /// <summary>Whether what is written outlives a power cut.</summary>
    public Finding FileSystem()
    {
        var mounts = MountTable.Read();
        var type = mounts.Look(data.Root).FileSystem;
        try
        {
            return SpoolPlace.Check(data, options, mounts) is { } warning
                ? Subject.FileSystem.Attention($"{type}: mất điện có thể mất hồ sơ", $"{type}: a power cut may lose records", OtherDisk, warning)
                : Subject.FileSystem.Ok(type, type);
        }
        catch (ConfigurationException e)
        {
            return Subject.FileSystem.Fault($"{type}: mất điện là mất hết hồ sơ, nên phần mềm không chạy", $"{type}: a power cut loses every record, so the agent does not start", OtherDisk, e.Message);
        }
    }

    public Finding Space()
    {
        if (Reach.Of(data.Root) != Reached.There) return Subject.Space.Attention("không rõ khi chưa thấy thư mục dữ liệu", "not known without the data folder");
        var (free, reserve) = (new LinuxDisk().Available(data.Root) / MiB, options.ReserveBytes / MiB);
        return free < reserve
            ? Subject.Space.Fault($"còn {free:0} MiB, dưới mức dự trữ {reserve:0} MiB (Spool:ReserveBytes): không nhận được hồ sơ nào", $"{free:0} MiB, less than the reserve of {reserve:0} MiB (Spool:ReserveBytes): no record can be accepted",
                new("dọn chỗ, hoặc đưa hồ sơ đi bằng USB: edge-agent courier export", "make room, or carry records out: edge-agent courier export"))
            : Subject.Space.Ok($"còn {free:0} MiB, dự trữ {reserve:0} MiB", $"{free:0} MiB, reserve {reserve:0} MiB");
    }

    // What was provisioned with sudo belongs to root, and the agent, which is somebody else, cannot read it. Root itself notices nothing.
    private Finding? Foreign()
    {
        var owner = FileFacts.Of(data.Root)?.User;
        var files = new IdentityFiles(data);
        string[] all = [files.Folder, files.Key, files.Certificate, files.Trust, data.Signers, data.StateDatabase, data.ReleasedDatabase, data.Segments, data.Spool, data.Kept, data.Quarantine, data.LockFile, data.Area];
        var foreign = all.Where(f => FileFacts.Of(f) is { } facts && facts.User != owner).ToList();
        return foreign.Count == 0 ? null : Subject.Folder.Fault($"{foreign[0]} không thuộc chủ của {data.Root}: phần mềm không đọc hay ghi được", $"{foreign[0]} does not belong to the owner of {data.Root}: the agent cannot read or write it",
            new($"chown -R --reference={data.Root} {data.Root}", $"chown -R --reference={data.Root} {data.Root}"), foreign.Count == 1 ? null : $"and {foreign.Count - 1} more");
    }

    private void Probe()
    {
        var (disk, probe) = (new LinuxDisk(), Path.Combine(data.Root, $".doctor-{Environment.ProcessId}"));
        // Of one that was killed at this, under the same number.
        disk.Delete(probe);
        using (var file = disk.CreateFile(probe, 4096))
        {
            try
            {
                file.Write(new byte[4096]);
                file.Sync();
            }
            finally
            {
                disk.Delete(probe);
            }
        }
        disk.SyncFolder(data.Root);
    }

    private Finding NoPermission() =>
        Subject.Folder.Fault($"có {data.Root}, nhưng tài khoản {Environment.UserName} không được phép ghi vào", $"{data.Root} is there, but user {Environment.UserName} has no permission to write to it", Reach.AsOther(data));
}
