use async_interop::io::SeekFrom;

#[test]
fn converts_to_and_from_std() {
    let pairs = [
        (SeekFrom::Start(u64::MAX), std::io::SeekFrom::Start(u64::MAX)),
        (SeekFrom::End(i64::MIN), std::io::SeekFrom::End(i64::MIN)),
        (SeekFrom::Current(-1), std::io::SeekFrom::Current(-1)),
    ];
    for (ours, theirs) in pairs {
        assert_eq!(SeekFrom::from(theirs), ours);
        assert_eq!(std::io::SeekFrom::from(ours), theirs);
    }
}
