@main struct HTTPBenchmark { static func main() {} }
